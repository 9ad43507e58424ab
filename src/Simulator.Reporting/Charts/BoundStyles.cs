namespace Simulator.Reporting.Charts;

/// <summary>The look of each resource that binds, the same in every figure.</summary>
internal static class BoundStyles
{
    private static readonly string[] Order = ["memory", "tensor", "link", "vector", "shared memory", "L2", "latency", "SFU"];

    /// <summary>The style of a bound by its name; names that are not known share the last one.</summary>
    public static int Of(string bound) => Array.IndexOf(Order, bound) is >= 0 and var i ? i : Order.Length - 1;

    /// <summary>A sentence of what a bound means.</summary>
    public static string Meaning(string bound) => bound switch
    {
        "memory" => "device-memory bandwidth",
        "tensor" => "matrix instructions",
        "link" => "the links between GPUs",
        "vector" => "vector instructions",
        "shared memory" => "shared-memory bandwidth",
        "L2" => "L2 bandwidth",
        "latency" => "launch and memory latency, which no rate would shorten",
        "SFU" => "special function units",
        _ => bound,
    };
}
