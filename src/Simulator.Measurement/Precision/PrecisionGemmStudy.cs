using System.Collections.Immutable;
using Simulator.Hardware.Gpus;
using Simulator.Hardware.Technology;
using Simulator.Measurement.Devices;
using Simulator.Timing;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Measurement.Precision;

/// <summary>Joins the error of a product in a format with its time, memory and energy on GPUs.</summary>
/// <param name="experiment">The operands.</param>
/// <param name="op">The whole product, in bf16.</param>
/// <param name="options">How operands are rounded.</param>
/// <param name="models">The GPUs.</param>
/// <param name="technology">What energy is worked out from; null for none.</param>
/// <param name="device">A device that also runs each product; null for none.</param>
public sealed class PrecisionGemmStudy(
    PrecisionGemm experiment, GemmOperator op, QuantisationOptions options, ImmutableArray<TimingModel> models, TechnologyDescription? technology, IKernelDevice? device)
{
    /// <summary>The rows of a format: each way to sum, on each GPU.</summary>
    /// <param name="format">The format.</param>
    /// <param name="accumulations">The ways to sum, those that do not suit the format left out; none for those that hardware offers.</param>
    /// <returns>The rows.</returns>
    public IEnumerable<PrecisionGemmRow> Rows(QuantisationFormat format, IReadOnlyCollection<Accumulation> accumulations)
    {
        var wider = options.WeightOnly ? QuantisationFormats.Bf16 : format;
        Accumulation[] ways = accumulations.Count > 0 ? [.. accumulations.Where(a => a.Suits(wider))] : [.. Accumulation.Of(wider)];
        if (ways.Length == 0)
            yield break;
        var operands = experiment.Operands(format, options);
        var prices = Prices(format);
        var bytes = format.BytesPerElement(operands.B.Layout, op.N, op.K);
        var errors = ways.Select(w => (Sums: w.Name, Error: experiment.Error(operands, w))).ToList();
        if (device is not null && experiment.Error(operands, device) is { } measured)
            errors.Add((device.Description.Id, measured));
        foreach (var (sums, error) in errors)
        {
            foreach (var price in prices.Where(p => accumulations.Count > 0 || IsOffered(sums, p)))
                yield return new PrecisionGemmRow(format, sums, error, bytes, price);
        }
    }

    // The limited accumulator is that of one generation: it is not set beside the time of another unless asked for.
    private bool IsOffered(string sums, KernelPrice? price) =>
        price is null || !Accumulation.All.Any(a => a.Name == sums && a.Kind == AccumulatorKind.Limited)
        || models.First(m => m.System.Gpu.Id == price.Gpu).System.Gpu.Tensor.Generation == MmaGeneration.Wgmma;

    private KernelPrice?[] Prices(QuantisationFormat format)
    {
        var precision = !options.WeightOnly || !format.IsScaled ? format.Product : format.WeightProduct;
        return models.IsEmpty || precision is null
            ? [null]
            : [.. models.Select(m => KernelPrice.Of(m, technology, op with { Precision = precision }, op with { Precision = GemmPrecisions.Bf16 }, precision.Compute))];
    }
}
