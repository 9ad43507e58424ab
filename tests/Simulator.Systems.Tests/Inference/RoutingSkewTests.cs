using Simulator.Systems.Inference;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Tests.Inference;

public class RoutingSkewTests
{
    [Fact]
    public void It_reaches_every_layer_of_experts_and_nothing_else()
    {
        var model = ModelCatalog.Open().Load("deepseek-v3");
        var even = new InferenceRequest(model, StepShape.Decode(64, 1024), PrecisionRecipe.Follow(model), new Parallelism { Tp = 8, Ep = 8 });
        var uneven = even with { RoutingSkew = 0.8 };
        var pairs = even.BuildTrace().Rows.Zip(uneven.BuildTrace().Rows).ToArray();
        Assert.Contains(pairs, p => p.First.Operator is MoeOperator);
        Assert.All(pairs, p => Assert.Equal(p.First.Operator is MoeOperator moe ? moe with { Skew = 0.8 } : p.First.Operator, p.Second.Operator));
    }
}
