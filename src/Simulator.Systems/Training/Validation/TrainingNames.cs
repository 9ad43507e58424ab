using System.Collections.Concurrent;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Systems.Training.Validation;

/// <summary>Finds models, systems and frameworks by the names that published tables give them.</summary>
/// <param name="models">The model catalogue.</param>
/// <param name="systems">The system catalogue.</param>
public sealed class TrainingNames(ModelCatalog models, SystemCatalog systems)
{
    private readonly ConcurrentDictionary<string, ModelDescription> loaded = new(StringComparer.Ordinal);

    /// <summary>
    /// A model: letters and digits of its name as of an id's, with or without the id's minor version (<c>LLAMA3_70B</c> is <c>llama-3.1-70b</c>).
    /// </summary>
    /// <param name="name">The table's name.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InputException">No model has such a name.</exception>
    public ModelDescription Model(string name) => loaded.GetOrAdd(name, n =>
    {
        var plain = Plain(n);
        var id = models.Ids.FirstOrDefault(i => Plain(i) == plain) ?? models.Ids.FirstOrDefault(i => Plain(WithoutMinor(i)) == plain) ?? n;
        return models.Load(id);
    });

    /// <summary>As many nodes as hold the GPUs, of the system of that GPU that has a network.</summary>
    /// <param name="name">The table's name of the GPU, such as <c>H100-SXM5-80GB</c>.</param>
    /// <param name="gpus">GPUs.</param>
    /// <returns>The system.</returns>
    /// <exception cref="InputException">No GPU has such a name.</exception>
    public SystemDescription System(string name, int gpus)
    {
        var words = name.ToLowerInvariant().Split('-', ' ', '_');
        var ids = systems.Gpus.Ids.Where(i => i.Split('-').Contains(words[0]) || i.Replace("-", "", StringComparison.Ordinal) == Plain(name)).ToArray();
        var pcie = words.Contains("pcie");
        var id = ids.FirstOrDefault(i => i.Contains("pcie", StringComparison.Ordinal) == pcie)
            ?? ids.FirstOrDefault()
            ?? throw new InputException($"unknown GPU '{name}'; accepted: {string.Join(", ", systems.Gpus.Ids)}", key: "gpu");
        var all = systems.Ids.Select(i => systems.Load(i)).Where(s => s.Gpu.Id == id).ToArray();
        var system = all.FirstOrDefault(s => s.ScaleOut is not null) ?? all.FirstOrDefault() ?? SystemCatalog.DefaultFor(systems.Gpus.Load(id));
        return system with { Nodes = Math.Max(1, (gpus + system.ScaleUp.Gpus - 1) / system.ScaleUp.Gpus) };
    }

    /// <summary>What a framework does, by its name.</summary>
    /// <param name="name">The table's name.</param>
    /// <returns>Megatron-LM's traits for what is built on it, PyTorch's of 2023 for llm-foundry, those of a compiler for torchtitan and XLA, PyTorch's for others.</returns>
    public static FrameworkTraits Framework(string name)
    {
        return Holds("megatron") || Holds("nemo") || Holds("transformer engine") ? FrameworkTraits.Megatron
            : Holds("foundry") || Holds("composer") ? FrameworkTraits.PyTorch2023
            : Holds("titan") || Holds("compile") || Holds("maxtext") || Holds("jax") || Holds("xla") ? FrameworkTraits.Compiled
            : FrameworkTraits.PyTorch;

        bool Holds(string word) => name.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What data-parallel ranks shard.</summary>
    /// <param name="text">FULL_SHARD or 1, SHARD_GRAD_OP, or 0 or nothing.</param>
    /// <returns>The stage of ZeRO.</returns>
    public static int Sharding(string text) => text.ToUpperInvariant() switch { "FULL_SHARD" or "1" or "1.0" => 3, "SHARD_GRAD_OP" => 2, _ => 1 };

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string WithoutMinor(string id)
    {
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? id : id[..dot] + string.Concat(id[(dot + 1)..].SkipWhile(char.IsDigit));
    }
}
