using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Systems.Training.Schedules;
using Simulator.Workloads.Models;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Training;

/// <summary>Checks that a training step can be divided as asked.</summary>
public static class TrainingCheck
{
    /// <summary>Accepts a step or says in one line why not.</summary>
    /// <param name="request">The step.</param>
    /// <exception cref="InputException">Something does not divide, does not exist or is out of range; the key names the option.</exception>
    public static void Check(this TrainingRequest request)
    {
        var (model, p) = (request.Model, request.Parallelism);
        if (model.Kind != ModelKind.Decoder)
            throw new InputException($"{model.Id} is no decoder; accepted: decoders, whose loss is that of the next token", key: "model");
        foreach (var (key, value) in new[]
        {
            ("tp", p.Tp), ("pp", p.Pp), ("vp", p.Vp), ("cp", p.Cp), ("ep", p.Ep), ("dp", p.Dp), ("global-batch", request.GlobalBatch),
            ("micro-batch", request.MicroBatch), ("seq", request.Sequence),
        })
        {
            if (value is < 1 or > 1 << 26)
                throw new InputException($"{value} is out of range; accepted: 1 to {1 << 26}", key: key);
        }

        if (p.Zero is < 0 or > 3)
            throw new InputException($"{p.Zero} is out of range; accepted: 0 to 3", key: "zero");
        if (p.Pp > model.Layers.Length)
            throw new InputException($"{p.Pp} pipeline stages for {model.Layers.Length} layers of {model.Id}; accepted: 1 to {model.Layers.Length}", key: "pp");
        CheckGpus(request);
        new Parallelism { Tp = p.Tp, NodeSize = request.System.ScaleUp.Gpus }.Against(DenseOf(model));
        CheckSequence(request);
        CheckExperts(model, p);
        CheckBatch(request);
        CheckStages(request);
        if (!HasFormat(request))
        {
            var gpu = request.System.Gpu.Id;
            throw new InputException(
                $"{gpu} has no matrix instruction for {request.Recipe.Products.Compute}; accepted there: recipes of the formats that 'gpusim show gpu {gpu}' lists",
                key: "precision");
        }
    }

    private static bool HasFormat(TrainingRequest request)
    {
        var (tensor, format) = (request.System.Gpu.Tensor, request.Recipe.Products.Compute);
        return format == NumberFormats.Fp16 ? tensor.Fp16 is not null
            : format == NumberFormats.Bf16 ? tensor.Bf16 is not null
            : format.ElementBits == 4 ? tensor.Fp4 is not null && tensor.BlockScaled
            : format.BlockSize > 0 ? tensor.Fp8 is not null && tensor.BlockScaled
            : tensor.Fp8 is not null;
    }

    private static void CheckGpus(TrainingRequest request)
    {
        var (p, system) = (request.Parallelism, request.System);
        var ranks = (long)p.Tp * p.Pp * p.Cp * p.Dp;
        if (ranks > system.TotalGpus)
            throw new InputException($"{p} needs {ranks} GPUs; {system.Id} has {system.TotalGpus} (--nodes changes that)", key: "dp");
        if (p.Tp > system.ScaleUp.Gpus)
            throw new InputException($"{p.Tp} ranks span more than the {system.ScaleUp.Gpus} GPUs of a node; accepted: at most {system.ScaleUp.Gpus}",
                key: "tp");
    }

    /// <summary>The model without its experts, which tensor parallelism does not divide here.</summary>
    private static ModelDescription DenseOf(ModelDescription model) => model with
    {
        Layers = [.. model.Layers.Distinct<LayerDescription>(ReferenceEqualityComparer.Instance).Select(l => l.FeedForward is MoeFeedForward m ? l with { FeedForward = m with { Inter = 1 << 20 } } : l)],
    };

    private static void CheckSequence(TrainingRequest request)
    {
        var p = request.Parallelism;
        if (request.Sequence > Math.Max(request.Model.MaxPositions, request.Model.LearntPositions))
            throw new InputException($"{request.Sequence} tokens per sequence of {request.Model.Id}; accepted: at most {request.Model.MaxPositions}",
                key: "seq");
        if (request.Sequence % p.Cp != 0)
            throw new InputException($"{p.Cp} does not divide the {request.Sequence} tokens of a sequence", key: "cp");
        if (request.Sequence / p.Cp % p.Tp != 0)
            throw new InputException($"{p.Tp} does not divide the {request.Sequence / p.Cp} tokens of a sequence on a rank (sequence parallelism)", key: "tp");
        if ((long)request.MicroBatch * request.Sequence / p.Cp > 1 << 22)
            throw new InputException($"{(long)request.MicroBatch * request.Sequence / p.Cp} tokens in a microbatch; accepted: at most {1 << 22}",
                key: "micro-batch");
    }

    private static void CheckExperts(ModelDescription model, TrainingParallelism p)
    {
        if (p.Ep == 1)
            return;
        var layers = model.Layers.Select(l => l.FeedForward).OfType<MoeFeedForward>().ToArray();
        if (layers.Length == 0)
            throw new InputException($"{model.Id} has no experts; accepted: 1", key: "ep");
        if (layers.FirstOrDefault(m => m.Experts % p.Ep != 0) is { } uneven)
            throw new InputException($"{p.Ep} does not divide the {uneven.Experts} experts of {model.Id}", key: "ep");
        if (p.StageRanks % p.Ep != 0)
            throw new InputException($"{p.Ep} does not divide the {p.StageRanks} ranks of a stage (tp × cp × dp)", key: "ep");
    }

    private static void CheckBatch(TrainingRequest request)
    {
        var p = request.Parallelism;
        var each = (long)request.MicroBatch * p.Dp;
        if (request.GlobalBatch % each != 0)
        {
            var below = request.GlobalBatch / each * each;
            var accepted = below > 0 ? $"{below} or {below + each}" : $"{each}";
            throw new InputException($"{request.GlobalBatch} sequences are no multiple of micro-batch × dp = {each}; accepted: {accepted}",
                key: "global-batch");
        }

        if (p.Vp > 1 && request.MicroBatches % p.Pp != 0)
            throw new InputException($"interleaving needs a multiple of {p.Pp} microbatches; there are {request.MicroBatches} per rank", key: "vp");
    }

    private static void CheckStages(TrainingRequest request)
    {
        var (p, layers) = (request.Parallelism, request.Model.Layers.Length);
        if (p.Vp > 1 && p.Pp == 1)
            throw new InputException("parts of a stage need several stages; accepted with --pp 1: 1", key: "vp");
        if ((long)p.Pp * p.Vp > layers)
            throw new InputException($"{p.Pp} stages of {p.Vp} parts for {layers} layers of {request.Model.Id}; accepted: at most {layers / p.Pp} parts",
                key: "vp");
        if (p.Vp > 1 && request.Schedule is ScheduleKind.ZeroBubble or ScheduleKind.AllForward)
            throw new InputException($"the schedule {request.Schedule} has one part per stage; accepted: 1", key: "vp");
        if (!request.StageLayers.IsEmpty && (request.StageLayers.Length != p.Pp * p.Vp || request.StageLayers.Sum() != layers || request.StageLayers.Any(n =>
            n < 0)))
            throw new InputException($"needs {p.Pp * p.Vp} counts (pp × vp) that add up to the {layers} layers of {request.Model.Id}", key: "stage-layers");
    }
}
