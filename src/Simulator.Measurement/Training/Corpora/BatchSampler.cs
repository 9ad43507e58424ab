using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Training.Models;

namespace Simulator.Measurement.Training.Corpora;

/// <summary>Cuts sequences out of a corpus: at random places for training, evenly spread ones for validation.</summary>
/// <param name="corpus">The corpus.</param>
/// <param name="shape">The sizes.</param>
/// <param name="seed">The seed of training's places.</param>
internal sealed class BatchSampler(Corpus corpus, TransformerShape shape, ulong seed)
{
    private const int Stream = 6000;
    private readonly RandomValues random = new(seed, Stream);

    /// <summary>The bytes of a training step, and for each the one that follows.</summary>
    /// <param name="step">The step, from 0.</param>
    internal (int[] Inputs, int[] Targets) Training(int step) => Cut(corpus.Training,
        i => (long)(random.Uniform(((long)step * shape.Batch) + i) * (corpus.Training.Length - shape.Sequence - 1)));

    /// <summary>The bytes of a validation batch.</summary>
    /// <param name="batch">The batch, from 0.</param>
    /// <param name="batches">How many there are.</param>
    internal (int[] Inputs, int[] Targets) Validation(int batch, int batches)
    {
        var last = corpus.Validation.Length - shape.Sequence - 1;
        return Cut(corpus.Validation, i => (long)last * ((batch * shape.Batch) + i) / Math.Max(1, (batches * shape.Batch) - 1));
    }

    private (int[] Inputs, int[] Targets) Cut(byte[] text, Func<int, long> place)
    {
        int[] inputs = new int[shape.Tokens], targets = new int[shape.Tokens];
        for (var i = 0; i < shape.Batch; i++)
        {
            var from = place(i);
            for (var j = 0; j < shape.Sequence; j++)
            {
                inputs[(i * shape.Sequence) + j] = text[from + j];
                targets[(i * shape.Sequence) + j] = text[from + j + 1];
            }
        }

        return (inputs, targets);
    }
}
