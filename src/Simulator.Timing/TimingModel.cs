using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Timing.Attention;
using Simulator.Timing.Calibration;
using Simulator.Timing.Collectives;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gemm;
using Simulator.Timing.Gpus;
using Simulator.Timing.Moe;
using Simulator.Timing.Recurrent;
using Simulator.Timing.Rooflines;
using Simulator.Timing.Stacks;
using Simulator.Timing.Streaming;
using Simulator.Workloads.Operators;

namespace Simulator.Timing;

/// <summary>
/// Prices any operator on one GPU of a system. Built once per system and set of coefficients; thread-safe; pricing allocates nothing.
/// </summary>
public sealed class TimingModel
{
    private readonly GemmModel gemm;
    private readonly PromptAttentionModel prompt;
    private readonly AttentionGradientModel gradient;
    private readonly DecodeAttentionModel decode;
    private readonly MoeModel moe;
    private readonly RecurrentModel recurrent;
    private readonly StreamingModel streaming;
    private readonly CollectiveModel collective;
    private readonly StackModel managed;
    private readonly StackModel ilgpu;
    private readonly ProfileEntry?[]? profile;

    /// <summary>Prepares the models.</summary>
    /// <param name="system">The node or cluster whose GPU prices the operators.</param>
    /// <param name="coefficients">The coefficients shared by all GPUs.</param>
    public TimingModel(SystemDescription system, TimingCoefficients coefficients)
    {
        System = system;
        Rates = new GpuRates(system.Gpu, coefficients);
        gemm = new GemmModel(Rates);
        prompt = new PromptAttentionModel(Rates);
        gradient = new AttentionGradientModel(Rates, prompt);
        decode = new DecodeAttentionModel(Rates);
        moe = new MoeModel(Rates);
        recurrent = new RecurrentModel(Rates);
        streaming = new StreamingModel(Rates);
        collective = new CollectiveModel(Rates, system);
        managed = new StackModel(Rates, StackKind.Managed);
        ilgpu = new StackModel(Rates, StackKind.Ilgpu);
        if (coefficients.Profile is { } own && own.Gpu == system.Gpu.Id)
        {
            Profile = own.Name;
            profile = [.. Enum.GetValues<OperatorFamily>().Select(f => own.Families.GetValueOrDefault(EnumNames.Of(f)))];
        }
    }

    /// <summary>The node or cluster.</summary>
    public SystemDescription System { get; }

    /// <summary>What the models ask of the GPU.</summary>
    public GpuRates Rates { get; }

    /// <summary>The name of the device profile that corrects the predictions; null without one of this GPU.</summary>
    public string? Profile { get; }

    /// <summary>What a profile of this device says about a family.</summary>
    /// <param name="family">The operator family.</param>
    /// <returns>The correction; null without a profile of this device, or where it does not hold the family.</returns>
    public ProfileEntry? ProfileOf(OperatorFamily family) => profile?[(int)family];

    /// <summary>The 90 % interval of measured over predicted time.</summary>
    /// <param name="estimate">A prediction of this model.</param>
    /// <returns>The interval: the profile's where one was used.</returns>
    public IntervalCoefficients IntervalOf(in KernelEstimate estimate) => ProfileOf(estimate.Family)?.Interval ?? Rates.Coefficients.Intervals.Of(estimate);

    /// <summary>Prices an operator.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate; finite and positive, and never below the roofline of the level that it reads from.</returns>
    /// <exception cref="NotSupportedException">The operator's type is unknown to the timing models.</exception>
    public KernelEstimate Estimate(Operator op, PricingContext context)
    {
        var estimate = Own(op, context) ?? Library(op, context);
        estimate = estimate with { RooflineSeconds = Roofline.Seconds(op, Rates, System), Family = OperatorFamilies.Of(op) };
        return ProfileOf(estimate.Family)?.Apply(estimate) ?? estimate;
    }

    private KernelEstimate? Own(Operator op, PricingContext context) => StackModel.On(System.Gpu, context.Stack) switch
    {
        StackKind.Managed => managed.Estimate(op, context),
        StackKind.Ilgpu => ilgpu.Estimate(op, context),
        _ => null,
    };

    private KernelEstimate Library(Operator op, PricingContext context) => op switch
    {
        GemmOperator o => gemm.Estimate(o, context),
        AttentionPrefillOperator o when context.Attention != AttentionGeneration.Native => gradient.Forward(o, context),
        AttentionBackwardOperator o => gradient.Estimate(o, context),
        AttentionPrefillOperator o => prompt.Estimate(o, context),
        AttentionDecodeOperator o => decode.Estimate(o, context),
        AttentionEncoderOperator o => prompt.Estimate(o, context),
        AttentionCrossOperator o => prompt.Estimate(o, context),
        MlaPrefillOperator o => prompt.Estimate(o, context),
        MlaDecodeOperator o => decode.Estimate(o, context),
        MoeOperator o => moe.Estimate(o, context),
        Mamba2Operator o => recurrent.Estimate(o, context),
        DeltaNetOperator o => recurrent.Estimate(o, context),
        StreamingOperator o => streaming.Estimate(o, context),
        CollectiveOperator o => collective.Estimate(o),
        _ => throw new NotSupportedException($"no timing model for operator '{op.Op}'"),
    };
}
