using FsCheck;
using FsCheck.Fluent;
using Simulator.Hardware.Clusters;

namespace Simulator.Timing.Tests.Cases;

/// <summary>GPUs of the catalogue, and variants of them that nobody built.</summary>
internal static class Machines
{
    private static readonly Machine[] Catalogue =
        [.. new[] { "a100-sxm", "h100-sxm", "l40s", "b200-sxm", "mi300x", "t4", "v100-sxm2", "h20", "rtx-pro-6000", "gb300" }.Select(Machine.Load)];

    internal static Gen<Machine> Any =>
        from machine in Gen.Elements(Catalogue)
        from topology in Gen.Elements<ScaleUpTopology?>(null, null, ScaleUpTopology.Mesh, ScaleUpTopology.Switched, ScaleUpTopology.Pcie)
        from changes in Gen.ListOf(Change, 3)
        from changed in Gen.Elements(false, true)
        let linked = machine with { Topology = machine.Gpu.Links.ScaleUpBytesPerSecond > 0 ? topology : null }
        select changed ? changes.Aggregate(linked, (m, c) => m.With(c.Resource, c.Factor)) : linked;

    internal static Gen<Resource> AnyResource => Gen.Elements(Enum.GetValues<Resource>());

    internal static Gen<double> Growth => from x in Gen.Choose(1, 1000) select Math.Pow(4, x / 1000.0);

    private static Gen<(Resource Resource, double Factor)> Change =>
        from resource in AnyResource
        from x in Gen.Choose(-1000, 1000)
        select (resource, Math.Pow(3, x / 1000.0));
}
