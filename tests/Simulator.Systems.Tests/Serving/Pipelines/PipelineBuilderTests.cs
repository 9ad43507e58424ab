using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Pipelines;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving.Pipelines;

public class PipelineBuilderTests(ITestOutputHelper output)
{
    private const string Chat = """
        pools: { all: { gpu: h100-sxm } }
        engines: { chat: { model: llama-3.1-8b, precision: fp8 } }
        nodes: { answer: { engine: chat, output: 50 } }
        rate: 1
        """;

    [Fact]
    public void One_node_of_one_model_is_what_serve_simulates()
    {
        var model = Catalogue.Models.Load("llama-3.1-8b");
        var timing = Catalogue.Simulator().Model;
        var host = ServingSystem.HostOf(Catalogue.Coefficients, "vllm");
        var serving = new ServingSystem(timing, model, PrecisionRecipe.Parse("fp8", model), Parallelism.Single, new EngineSettings { Host = host });
        var alone = serving.Run(Arrivals());
        var system = Described.Build(Chat);
        var result = system.Run([1], Arrivals(), new LatencyObjective(double.PositiveInfinity, 0.95), 1);
        output.WriteLine(FormattableString.Invariant($"serve {alone.Latency.Mean} s, system {result.Latency.Mean} s"));
        Assert.Equal(alone.Latency.Mean, result.Latency.Mean, 1e-9);
        Assert.Equal(alone.BusySeconds / alone.Seconds, result.Pools[0].Utilisation, 1e-3);
        Assert.Equal(serving.KvTokens, result.Pools[0].Engines[0].KvTokens);

        static RenewalArrivals Arrivals() => new(20, 1, 500, new UniformLengths(300, 50), new RandomSource(1));
    }

    [Fact]
    public void Models_that_share_GPUs_share_their_memory_and_slow_each_other()
    {
        const string Engines = """
            engines:
              one: { model: llama-3.1-8b, pool: a }
              two: { model: llama-3.1-8b, pool: POOL }
            nodes:
              first: { engine: one, output: 50 }
              second: { engine: two, output: 50 }
            rate: 4
            """;
        var apart = Run("pools: { a: { gpu: h100-sxm }, b: { gpu: h100-sxm } }\n" + Engines.Replace("POOL", "b", StringComparison.Ordinal), [1, 1]);
        var shared = Run("pools: { a: { gpu: h100-sxm } }\n" + Engines.Replace("POOL", "a", StringComparison.Ordinal), [1]);
        Assert.InRange(shared.Pools[0].Engines[0].KvTokens, 1, 0.5 * apart.Pools[0].Engines[0].KvTokens);
        Assert.Equal(shared.Pools[0].Engines[0].KvTokens, shared.Pools[0].Engines[1].KvTokens);
        Assert.InRange(shared.Latency.Mean, 1.3 * apart.Latency.Mean, 3 * apart.Latency.Mean);
        Assert.InRange(shared.Pools[0].Utilisation, 0.05, 1);

        static Systems.Serving.Pipelines.Metrics.PipelineResult Run(string text, int[] replicas) => Described.Build(text)
            .Run([.. replicas], new RenewalArrivals(4, 1, 300, new UniformLengths(300, 1), new RandomSource(1)), new LatencyObjective(1, 0.95), 1);
    }

    [Fact]
    public void A_call_that_never_fits_rejects_its_request_and_is_listed()
    {
        var arrivals = new RecordedArrivals([new(0, new(100, 1)), new(1, new(200_000, 1)), new(2, new(100, 1))]);
        var result = Described.Build(Chat).Run([1], arrivals, new LatencyObjective(100, 0.95), 1);
        Assert.Equal((3, 2, 1, 0), (result.Arrived, result.Finished, result.Rejected, result.Left));
        Assert.Equal(["request at 1 s, node answer: 200000 + 50 tokens: longer than the model's context"], result.Rejections.ToArray());
    }

    [Fact]
    public void An_agent_s_context_grows_by_what_was_said_and_found()
    {
        var system = Described.Build("""
            pools: { all: { gpu: h100-sxm } }
            engines: { chat: { model: llama-3.1-8b } }
            nodes:
              plan: { engine: chat, reads: [request, tool], input: 1000, output: 10, keeps_history: true }
              tool: { seconds: 1 s, after: [plan], output: 100, repeat: { from: plan, stop: 1e-9, most: 3 } }
              answer: { engine: chat, after: [tool], continues: plan, output: 20 }
            rate: 1
            """);
        // 1500 + 10, + 100 from the tool, + 10, + 100, + 10, + 100, and the answer.
        var result = system.Run([1], new RecordedArrivals([new(0, new(500, 1))]), new LatencyObjective(100, 0.95), 1);
        var prompts = 1500 + (1510 + 100) + (1620 + 100) + (1730 + 100);
        Assert.Equal(prompts + (3 * 9) + 19, result.Pools[0].Engines[0].Tokens);
        Assert.Equal([3, 3, 1], result.Nodes.Select(n => n.VisitsPerRequest));
    }

    [Theory]
    [InlineData("engine: chat", "engine: chatt", "nodes.answer.engine: unknown name 'chatt'; did you mean 'chat'?")]
    [InlineData("output: 50", "output: 50, after: [look]", "nodes.answer.after: unknown name 'look'; accepted: answer")]
    [InlineData("output: 50", "output: 50, after: [answer]", "nodes.answer.after: answer -> answer wait for each other")]
    [InlineData("output: 50", "output: 50, reads: [ask]", "nodes.answer.reads: unknown name 'ask'; accepted: answer, request")]
    [InlineData("output: 50", "output: 50, continues: answer", "nodes.answer.continues: answer is never done before it")]
    [InlineData(", output: 50", "", "nodes.answer.output: chat generates tokens; accepted: how many, from 1")]
    [InlineData("engine: chat, ", "", "nodes.answer: accepted: one of engine (a model is called) and seconds (a tool is called)")]
    [InlineData("engine: chat", "engine: chat, seconds: 1 s", "nodes.answer: accepted: one of engine")]
    [InlineData("engine: chat", "engine: chat, servers: 2", "nodes.answer: seconds_p99 and servers are of tools")]
    [InlineData("output: 50", "output: 50, output_p99: 20", "nodes.answer.output_p99: 20 is no 99th percentile")]
    [InlineData("output: 50", "output: 50, calls: 2, calls_least: 3", "nodes.answer.calls_least: 3 are more than the 2 calls at most")]
    [InlineData("output: 50", "output: 50, repeat: { from: answer, stop: 0 }", "nodes.answer.repeat.stop: '0' is out of range; accepted: above 0")]
    [InlineData("output: 50", "output: 50, repeat: { from: answer }", "nodes.answer.repeat.stop: the key is missing")]
    [InlineData("llama-3.1-8b, precision: fp8", "llama-3.1-70b", "GB do not fit into 72 GB of each GPU; raise gpus, or move an engine to another pool")]
    [InlineData("llama-3.1-8b, precision: fp8", "bge-m3, part: decoder", "engines.chat.part: bge-m3 has no decoder")]
    [InlineData("llama-3.1-8b, precision: fp8", "llama-3.1-8b, part: encoder", "engines.chat.part: llama-3.1-8b has no encoder")]
    [InlineData("llama-3.1-8b, precision: fp8", "llama-3.1-8b, stack: vlm", "engines.chat")]
    [InlineData("llama-3.1-8b, precision: fp8", "llama-3.1-8b, pool: b", "engines.chat.pool: unknown name 'b'; accepted: all")]
    [InlineData("{ all: { gpu: h100-sxm } }", "{ all: { gpu: h100-sxm }, b: { gpu: h100-sxm } }", "engines.chat.pool: 2 pools; accepted: the name of one")]
    [InlineData("{ all: { gpu: h100-sxm } }", "{ all: { gpu: h100-sxm, gpus: 3 } }", "engines.chat: ")]
    [InlineData("{ all: { gpu: h100-sxm } }", "{ all: { gpu: h100-sxm, gpus: 16 } }", "pools.all.gpus: a replica of 16 GPUs; ")]
    [InlineData("{ all: { gpu: h100-sxm } }", "{ all: { gpu: h100-sxm, replicas: 0 } }", "pools.all.replicas: '0' is out of range")]
    [InlineData("nodes: { answer:", "nodes: { request:", "nodes.request: the name stands for the request's own tokens")]
    [InlineData("engines: { chat", "engines: { rest: { model: bge-m3 }, chat", "engines.rest: no node calls the engine")]
    [InlineData("nodes: { answer: { engine: chat, output: 50 } }", "nodes: {}", "nodes: the system has no nodes")]
    public void What_is_no_system_is_refused_in_one_line(string from, string to, string problem)
    {
        Assert.Contains(from, Chat, StringComparison.Ordinal);
        var refusal = Assert.Throws<InputException>(() => Described.Build(Chat.Replace(from, to, StringComparison.Ordinal)));
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
