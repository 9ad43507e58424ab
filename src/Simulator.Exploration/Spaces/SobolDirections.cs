using System.Collections.Immutable;

namespace Simulator.Exploration.Spaces;

/// <summary>
/// Direction numbers of the Sobol sequence: primitive polynomials and initial values of Joe and Kuo, "Constructing Sobol sequences with better
/// two-dimensional projections", SIAM J. Sci. Comput. 30, 2008 (their file new-joe-kuo-6, the first 21 dimensions).
/// </summary>
internal static class SobolDirections
{
    /// <summary>Binary digits of a coordinate, and of the largest point number.</summary>
    internal const int Bits = 52;

    // For each dimension after the first: the polynomial's inner coefficients as a number, and m_1 … m_s (s is the degree).
    private static readonly (int Coefficients, int[] Initial)[] Polynomials =
    [
        (0, [1]),
        (1, [1, 3]),
        (1, [1, 3, 1]),
        (2, [1, 1, 1]),
        (1, [1, 1, 3, 3]),
        (4, [1, 3, 5, 13]),
        (2, [1, 1, 5, 5, 17]),
        (4, [1, 1, 5, 5, 5]),
        (7, [1, 1, 7, 11, 19]),
        (11, [1, 1, 5, 1, 1]),
        (13, [1, 1, 1, 3, 11]),
        (14, [1, 3, 5, 5, 31]),
        (1, [1, 3, 3, 9, 7, 49]),
        (13, [1, 1, 1, 15, 21, 21]),
        (16, [1, 3, 1, 13, 27, 49]),
        (19, [1, 1, 1, 15, 7, 5]),
        (22, [1, 3, 1, 15, 13, 25]),
        (25, [1, 1, 5, 5, 19, 61]),
        (1, [1, 3, 7, 11, 23, 15, 103]),
        (4, [1, 3, 7, 13, 13, 15, 69]),
    ];

    /// <summary>The number of dimensions.</summary>
    internal static int Dimensions => Polynomials.Length + 1;

    /// <summary>The direction numbers of every dimension: <see cref="Bits"/> numbers of <see cref="Bits"/> binary digits each.</summary>
    internal static ImmutableArray<ImmutableArray<ulong>> All { get; } = [FirstDimension(), .. Polynomials.Select(Directions)];

    // The van der Corput sequence in base 2.
    private static ImmutableArray<ulong> FirstDimension() => [.. Enumerable.Range(1, Bits).Select(bit => 1UL << (Bits - bit))];

    // v_k = c_1 v_(k-1) ^ … ^ c_(s-1) v_(k-s+1) ^ v_(k-s) ^ (v_(k-s) >> s), with v_k = m_k 2^(Bits-k) for the first s.
    private static ImmutableArray<ulong> Directions((int Coefficients, int[] Initial) polynomial)
    {
        var degree = polynomial.Initial.Length;
        var directions = new ulong[Bits];
        for (var k = 0; k < Bits; k++)
        {
            if (k < degree)
            {
                directions[k] = (ulong)polynomial.Initial[k] << (Bits - 1 - k);
                continue;
            }

            var value = directions[k - degree] ^ (directions[k - degree] >> degree);
            for (var i = 1; i < degree; i++)
            {
                if (((polynomial.Coefficients >> (degree - 1 - i)) & 1) != 0)
                    value ^= directions[k - i];
            }

            directions[k] = value;
        }

        return [.. directions];
    }
}
