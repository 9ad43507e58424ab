using Simulator.Hardware.Descriptions;
using Simulator.Systems.Serving.Pipelines;
using Simulator.Systems.Serving.Pipelines.Descriptions;
using Simulator.Timing;

namespace Simulator.Systems.Tests.Serving.Pipelines;

/// <summary>Systems of models from text.</summary>
internal static class Described
{
    internal const string Search = """
        pools:
          left: { gpu: h100-sxm, price: 2 USD }
          right: { gpu: h100-sxm, price: 1 USD }
        engines:
          embedder: { model: bge-m3, pool: left, max_batch: 1 }
          reranker: { model: bge-reranker-v2-m3, pool: right, max_batch: 1 }
        nodes:
          embed: { engine: embedder, input: 512 }
          rerank: { engine: reranker, input: 512, after: [embed] }
        rate: 10
        """;

    internal static PipelineDescription Read(string text) => DescriptionReader.Bind<PipelineDescription>(YamlFile.Parse(text, "text")).Value;

    internal static PipelineSystem Build(string text) => Build(Read(text));

    internal static PipelineSystem Build(PipelineDescription description) =>
        new PipelineBuilder(description, p => new TimingModel(Catalogue.Node(p.Gpu!), Catalogue.Coefficients), id => Catalogue.Models.Load(id)).Build();
}
