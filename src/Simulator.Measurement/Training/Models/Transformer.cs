using Simulator.Measurement.Precision;
using Simulator.Measurement.Training.Kernels;
using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Training.Models;

/// <summary>
/// A byte-level decoder: embedding, layers of causal attention with rotary positions and SwiGLU after root-mean-square norms, a head of its own. Linear
/// layers have no bias. Weights begin normal with deviation 1/√inputs, those that add to the residual stream 1/√(2·layers) of it (Radford and others, GPT-2,
/// 2019).
/// </summary>
internal sealed class Transformer : IDisposable
{
    private readonly MatrixArena arena = new();
    private readonly List<Parameter> parameters = [];
    private readonly TransformerBlock[] blocks;
    private readonly FloatMatrix[] streams;
    private readonly FloatMatrix logits;
    private readonly Parameter embedding;
    private readonly NormLayer norm;
    private readonly LinearLayer head;
    private readonly ulong seed;
    private int[] tokens = [];

    internal Transformer(ITrainingKernels kernels, TransformerShape shape, NumericsRecipe recipe, ulong seed)
    {
        shape.Check();
        (Shape, Recipe, this.seed) = (shape, recipe, seed);
        Session = new NumericsSession(kernels, arena, seed, recipe.IsNarrow);
        embedding = Weight("embedding", TransformerShape.Vocabulary, shape.Hidden, 1);
        var rotary = new RotaryRows(new AttentionShape(shape.Batch, shape.Sequence, shape.Heads, shape.Hidden / shape.Heads));
        blocks = [.. Enumerable.Range(0, shape.Layers).Select(i => new TransformerBlock(Session, arena, shape, rotary, recipe.OfLayer(i, shape.Layers),
            (name, rows, columns, scale) => Weight($"layer {i} {name}", rows, columns, scale)))];
        norm = new NormLayer(Session, arena, Weight("norm", 1, shape.Hidden, 0), shape.Tokens);
        head = new LinearLayer(Session, arena, Weight("head", TransformerShape.Vocabulary, shape.Hidden, 1),
            recipe.IsNarrow ? LayerNumerics.Bf16 : LayerNumerics.Fp32, shape.Tokens, false);
        streams = [.. Enumerable.Range(0, shape.Layers + 1).Select(_ => arena.Create(shape.Tokens, shape.Hidden))];
        logits = arena.Create(shape.Tokens, TransformerShape.Vocabulary);
    }

    internal TransformerShape Shape { get; }

    internal NumericsRecipe Recipe { get; }

    internal NumericsSession Session { get; }

    internal IReadOnlyList<Parameter> Parameters => parameters;

    /// <summary>What the tensors of this run take in the formats of its recipe.</summary>
    internal StoredMemory Memory
    {
        get
        {
            var elementBytes = Recipe.IsNarrow ? 2 : sizeof(float);
            LinearLayer[] linears = [.. blocks.SelectMany(b => b.Linears), head];
            var elements = parameters.Sum(p => (double)p.Values.Count);
            var others = elements - linears.Sum(l => (double)l.Weight.Values.Count);
            return new StoredMemory(
                sizeof(float) * elements, linears.Sum(l => l.WeightCopyBytes) + (Recipe.IsNarrow ? 2 * others : 0), sizeof(float) * elements,
                2 * sizeof(float) * elements,
                blocks.Sum(b => b.StoredBytes(elementBytes)) + (elementBytes * (double)(streams[^1].Count + logits.Count)) + (sizeof(float) * Shape.Tokens)
                + head.StoredInputBytes(Shape.Tokens));
        }
    }

    /// <summary>The mean cross entropy of predicting each target from the tokens up to its place, in nats.</summary>
    /// <param name="inputs">Batch · sequence bytes.</param>
    /// <param name="targets">As many.</param>
    /// <returns>The loss.</returns>
    internal double Forward(int[] inputs, int[] targets)
    {
        tokens = inputs;
        Session.Kernels.Gather(embedding.Values, inputs, streams[0]);
        Session.RoundBetween(streams[0]);
        for (var i = 0; i < blocks.Length; i++)
            blocks[i].Forward(streams[i], streams[i + 1]);
        head.Forward(norm.Forward(streams[^1]), logits);
        return Session.Kernels.CrossEntropy(logits, targets);
    }

    /// <summary>The gradients of every parameter; after <see cref="Forward"/>.</summary>
    internal void Backward()
    {
        Session.RoundBetween(logits);
        FloatMatrix dNorm = Session.Scratch(Shape.Tokens, Shape.Hidden, "d norm"), gradient = Session.Scratch(Shape.Tokens, Shape.Hidden, "d stream");
        head.Backward(norm.Output, logits, dNorm);
        gradient.Clear();
        norm.Backward(streams[^1], dNorm, gradient);
        for (var i = blocks.Length - 1; i >= 0; i--)
            blocks[i].Backward(streams[i], gradient);
        Session.Kernels.Scatter(gradient, tokens, embedding.Gradient);
    }

    /// <summary>Ends a training step: delayed scales move on.</summary>
    internal void Advance()
    {
        foreach (var linear in blocks.SelectMany(b => b.Linears))
            linear.Advance();
    }

    /// <inheritdoc/>
    public void Dispose() => arena.Dispose();

    // A gain (scale 0) begins at 1 and does not decay.
    private Parameter Weight(string name, int rows, int columns, double scale)
    {
        var parameter = new Parameter(arena, name, rows, columns, scale > 0);
        var random = new NormalValues(seed, parameters.Count);
        var values = parameter.Values.Values;
        for (var i = 0; i < values.Length; i++)
            values[i] = scale > 0 ? (float)(random.At(i) * scale / Math.Sqrt(columns)) : 1;
        parameters.Add(parameter);
        return parameter;
    }
}
