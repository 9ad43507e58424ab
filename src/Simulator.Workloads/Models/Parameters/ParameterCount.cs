namespace Simulator.Workloads.Models.Parameters;

/// <summary>
/// Counts of a model's parameters. Total and active leave out multi-token prediction. Active are those that one token touches: chosen and shared
/// experts and the language-model head, not the embedding table, of which one row is read (as gpt-oss and Nemotron 3 count);
/// <see cref="ActiveWithEmbedding"/> adds the table (as Mixtral, Qwen and DeepSeek count).
/// </summary>
/// <param name="Total">All parameters, encoders included.</param>
/// <param name="Active">Parameters that one decoded (or encoded) token touches.</param>
/// <param name="Embedding">The embedding table of tokens; counted once in <paramref name="Total"/> where the head is tied to it.</param>
/// <param name="Mtp">Multi-token prediction.</param>
/// <param name="Vision">The vision encoder's share of <paramref name="Total"/>; a text token does not touch it.</param>
public sealed record ParameterCount(double Total, double Active, double Embedding, double Mtp, double Vision)
{
    /// <summary><see cref="Active"/> with the embedding table; the same where the head is tied to it.</summary>
    public double ActiveWithEmbedding { get; init; }

    internal static ParameterCount Of(ModelDescription model)
    {
        var groups = ParameterInventory.Of(model).ToList();
        var active = groups.Where(g => g.Component != WeightComponent.Vision).Sum(g => g.Elements * g.ActiveShare);
        var table = (double)model.Vocab * model.Hidden;
        return new ParameterCount(
            groups.Sum(g => g.Elements),
            active,
            table,
            ParameterInventory.OfMtp(model).Sum(g => g.Elements),
            groups.Where(g => g.Component == WeightComponent.Vision).Sum(g => g.Elements))
        {
            ActiveWithEmbedding = active + (model.TiedEmbeddings ? 0 : table),
        };
    }
}
