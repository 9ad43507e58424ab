using System.Globalization;
using System.Text;

namespace Simulator.Reporting.Svg;

/// <summary>Writes SVG elements; text and attributes are escaped.</summary>
internal sealed class SvgBuilder
{
    private readonly StringBuilder text = new();

    /// <summary>Appends markup as it is.</summary>
    public SvgBuilder Raw(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>A coordinate with two decimals.</summary>
    public static string N(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Escapes text for elements and attributes; what XML does not allow becomes U+FFFD.</summary>
    public static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                escaped.Append(c).Append(value[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\t' or '\n' or '\r' => escaped.Append(' '),
                _ => escaped.Append(char.IsControl(c) || char.IsSurrogate(c) || c >= '\ufffe' ? '\ufffd' : c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>A line of text.</summary>
    /// <param name="x">The anchor's x.</param>
    /// <param name="y">The baseline.</param>
    /// <param name="value">The text.</param>
    /// <param name="style">CSS classes.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="rotate">Degrees around the anchor.</param>
    /// <param name="size">The font's size.</param>
    /// <param name="attributes">Further attributes, escaped.</param>
    public void Text(double x, double y, string value, string style, string anchor = "start", double rotate = 0, double size = 12, string attributes = "")
    {
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(x)}\" y=\"{N(y)}\" class=\"{style}\" font-size=\"{N(size)}\"");
        if (anchor != "start")
        {
            text.Append(CultureInfo.InvariantCulture, $" text-anchor=\"{anchor}\"");
        }

        if (rotate != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" transform=\"rotate({N(rotate)} {N(x)} {N(y)})\"");
        }

        text.Append(attributes).Append('>').Append(Escape(value)).Append("</text>");
    }

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string style) =>
        text.Append(CultureInfo.InvariantCulture, $"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" class=\"{style}\"/>");

    /// <summary>A path.</summary>
    /// <param name="d">Its commands.</param>
    /// <param name="style">CSS classes; none where they are a group's.</param>
    /// <param name="attributes">Further attributes, escaped.</param>
    public void Path(string d, string style = "", string attributes = "") =>
        text.Append("<path d=\"").Append(d).Append('"').Append(Class(style)).Append(attributes).Append("/>");

    /// <summary>A rectangle; see <see cref="Path"/>.</summary>
    public void Rect(double x, double y, double width, double height, string style = "", string attributes = "") => text
        .Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(0, width))}\" height=\"{N(Math.Max(0, height))}\"")
        .Append(Class(style)).Append(attributes).Append("/>");

    /// <summary>A circle; see <see cref="Path"/>.</summary>
    public void Circle(double x, double y, double radius, string attributes = "") =>
        text.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"").Append(attributes).Append("/>");

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private static string Class(string style) => style.Length > 0 ? $" class=\"{style}\"" : "";
}
