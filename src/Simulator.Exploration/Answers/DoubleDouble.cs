namespace Simulator.Exploration.Answers;

/// <summary>
/// A number of 106 bits as the unevaluated sum of two doubles (Dekker, Numerische Mathematik 18, 1971; Knuth, The Art of Computer Programming 2, 4.2.2). Sums
/// of up
/// to 10^7 values that span less than a factor of 10^8 come out exact, hence the same in whatever order they are added.
/// </summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    internal double Value => High + Low;

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var (sum, error) = TwoSum(a.High, b.High);
        var (low, lowError) = TwoSum(a.Low, b.Low);
        (sum, error) = Renormalised(sum, error + low);
        return new DoubleDouble(sum, error + lowError).Normal();
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var product = a.High * b.High;
        var error = Math.FusedMultiplyAdd(a.High, b.High, -product);
        return new DoubleDouble(product, error + (a.High * b.Low + a.Low * b.High)).Normal();
    }

    public static DoubleDouble operator *(DoubleDouble a, double b) => a * new DoubleDouble(b, 0);

    public static DoubleDouble operator /(DoubleDouble a, double b)
    {
        var quotient = a.High / b;
        var rest = a - new DoubleDouble(quotient, 0) * b;
        return new DoubleDouble(quotient, rest.High / b).Normal();
    }

    private static (double Sum, double Error) TwoSum(double a, double b)
    {
        var sum = a + b;
        var second = sum - a;
        return (sum, (a - (sum - second)) + (b - second));
    }

    private static (double Sum, double Error) Renormalised(double high, double low)
    {
        var sum = high + low;
        return (sum, low - (sum - high));
    }

    private DoubleDouble Normal()
    {
        var (high, low) = Renormalised(High, Low);
        return new DoubleDouble(high, low);
    }
}
