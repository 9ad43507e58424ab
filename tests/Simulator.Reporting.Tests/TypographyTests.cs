using Simulator.Reporting.Typography;

namespace Simulator.Reporting.Tests;

public sealed class TypographyTests
{
    [Fact]
    public void A_shortened_line_fits()
    {
        for (var width = 10; width < 200; width += 7)
        {
            var text = TextMetrics.Fit("attention.all_reduce of a long name", 12, width);
            Assert.True(TextMetrics.Width(text, 12) <= width || text == "…");
        }
    }

    [Fact]
    public void Wrapped_lines_fit_and_lose_nothing_where_there_is_room()
    {
        var lines = TextMetrics.Wrap("mean absolute error of the predicted time", 12, 120, 4);
        Assert.All(lines, l => Assert.True(TextMetrics.Width(l, 12) <= 120));
        Assert.Equal("mean absolute error of the predicted time", string.Join(' ', lines));
    }

    [Fact]
    public void Labels_stay_in_the_frame_and_off_each_other()
    {
        var random = new Random(1);
        var frame = new Box(0, 0, 300, 200);
        var placer = new LabelPlacer(frame);
        List<Box> placed = [];
        for (var i = 0; i < 200; i++)
        {
            if (placer.Place([new Box(random.Next(-20, 300), random.Next(-20, 200), 40, 12), new Box(random.Next(300), random.Next(200), 40, 12)]) is { } box)
            {
                Assert.True(frame.Contains(box));
                Assert.DoesNotContain(placed, p => p.Overlaps(box));
                placed.Add(box);
            }
        }

        Assert.NotEmpty(placed);
    }
}
