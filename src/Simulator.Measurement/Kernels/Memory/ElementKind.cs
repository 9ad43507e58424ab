namespace Simulator.Measurement.Kernels.Memory;

/// <summary>How the codes of a number format are read and written.</summary>
internal enum ElementKind
{
    /// <summary>fp32, and tf32 as stored.</summary>
    Fp32,

    /// <summary>fp32 rounded to 10 fraction bits when written.</summary>
    Tf32,

    /// <summary>16 bits, upper half of an fp32.</summary>
    Bf16,

    /// <summary>IEEE half precision.</summary>
    Fp16,

    /// <summary>8 bits, 3 fraction bits.</summary>
    E4M3,

    /// <summary>8 bits, 2 fraction bits.</summary>
    E5M2,

    /// <summary>6 bits, packed four to three bytes.</summary>
    E2M3,

    /// <summary>4 bits, two to a byte.</summary>
    E2M1,

    /// <summary>8-bit integers.</summary>
    Int8,

    /// <summary>4-bit integers, two to a byte.</summary>
    Int4,
}
