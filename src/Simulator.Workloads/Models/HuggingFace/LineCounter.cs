namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>Turns rising byte offsets into line numbers.</summary>
internal sealed class LineCounter(byte[] bytes)
{
    private int offset;
    private int line = 1;

    internal int At(int position)
    {
        line += bytes.AsSpan(offset, position - offset).Count((byte)'\n');
        offset = position;
        return line;
    }
}
