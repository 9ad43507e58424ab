using System.Text;

namespace Simulator.Cli.Tests;

public class FaultTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 5)]
    public void A_fault_of_the_program_is_told_in_one_line_and_in_full_on_request(bool verbose, int leastLines)
    {
        using var output = new Broken(new InvalidOperationException("something\nbroke"));
        using var error = new StringWriter();
        var code = Application.Run(["list", "operators", .. verbose ? ["--verbose"] : Array.Empty<string>()], output, error);
        var lines = error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(70, code);
        Assert.StartsWith("gpusim: internal fault: something broke", lines[0], StringComparison.Ordinal);
        Assert.True(verbose ? lines.Length >= leastLines : lines.Length == leastLines, error.ToString());
    }

    [Fact]
    public void A_full_disk_is_no_fault_of_the_program()
    {
        using var output = new Broken(new IOException("No space left on device"));
        using var error = new StringWriter();
        Assert.Equal(2, Application.Run(["list", "operators"], output, error));
        Assert.Equal("gpusim: No space left on device" + Environment.NewLine, error.ToString());
    }

    private sealed class Broken(Exception fault) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw fault;

        public override void WriteLine(string? value) => throw fault;
    }
}
