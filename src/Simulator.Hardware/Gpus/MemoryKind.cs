namespace Simulator.Hardware.Gpus;

/// <summary>The technology of the device memory.</summary>
public enum MemoryKind
{
    /// <summary>High-bandwidth memory, second generation.</summary>
    Hbm2,

    /// <summary>High-bandwidth memory 2E.</summary>
    Hbm2e,

    /// <summary>High-bandwidth memory, third generation.</summary>
    Hbm3,

    /// <summary>High-bandwidth memory 3E.</summary>
    Hbm3e,

    /// <summary>High-bandwidth memory, fourth generation.</summary>
    Hbm4,

    /// <summary>Graphics DDR 6.</summary>
    Gddr6,

    /// <summary>Graphics DDR 7.</summary>
    Gddr7,

    /// <summary>Low-power DDR 5X.</summary>
    Lpddr5x,

    /// <summary>DDR 5.</summary>
    Ddr5,

    /// <summary>A processor's memory of a kind that the system does not tell.</summary>
    Dram,
}
