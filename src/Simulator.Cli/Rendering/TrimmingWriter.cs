using System.Text;

namespace Simulator.Cli.Rendering;

/// <summary>Passes text on without the spaces at the end of its lines.</summary>
/// <param name="inner">Where to.</param>
internal sealed class TrimmingWriter(TextWriter inner) : TextWriter
{
    private int spaces;

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        switch (value)
        {
            case ' ':
                spaces++;
                return;
            case '\r' or '\n':
                spaces = 0;
                break;
            default:
                for (; spaces > 0; spaces--)
                {
                    inner.Write(' ');
                }

                break;
        }

        inner.Write(value);
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();
}
