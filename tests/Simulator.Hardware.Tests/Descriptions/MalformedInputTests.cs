using System.Text;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Hardware.Tests.Descriptions;

/// <summary>Every way to get a file wrong ends in one line that names the place and what is accepted.</summary>
public class MalformedInputTests
{
    [Theory]
    [InlineData("", "example.yaml: is empty")]
    [InlineData("# only a comment\n", "example.yaml: is empty")]
    [InlineData("---\n", "example.yaml: is empty")]
    [InlineData("just text", "example.yaml:1: the file holds a single value")]
    [InlineData("- a\n- b", "example.yaml:1: the file holds a list")]
    [InlineData("id: x\npart:\n  size: 1 kB\n  sise: 2 kB", "example.yaml:4: part.sise: unknown key; did you mean 'size'? accepted: size, count")]
    [InlineData("id: x", "example.yaml:1: part: the key is missing; accepted: a mapping with size, count")]
    [InlineData("id: x\npart:\n  count: 2", "example.yaml:3: part.size: the key is missing; accepted: a number with a unit")]
    [InlineData("id: x\npart:", "example.yaml:2: part: the value is missing")]
    [InlineData("id: x\npart: 5", "example.yaml:2: part: is a single value; accepted: a mapping")]
    [InlineData("id: x\npart: { size: 1 kB }\nflag: yes", "example.yaml:3: flag: 'yes' is not a truth value; accepted: true, false")]
    [InlineData("id: x\npart: { size: 1024 }", "example.yaml:2: part.size: '1024' has no unit; accepted: ")]
    [InlineData("id: x\npart: { size: 1 GHz }", "example.yaml:2: part.size: '1 GHz' has the wrong unit 'GHz'; accepted: ")]
    [InlineData("id: x\npart: { size: -1 kB }", "example.yaml:2: part.size: '-1 kB' is out of range; accepted: above 0 and at most 1 GB")]
    [InlineData("id: x\npart: { size: 0 kB }", "is out of range")]
    [InlineData("id: x\npart: { size: 2 GB }", "is out of range")]
    [InlineData("id: x\npart: { size: .nan }", "is not a number")]
    [InlineData("id: x\npart: { size: 1e999 B }", "is too large")]
    [InlineData("id: x\npart: { size: [1 kB] }", "example.yaml:2: part.size: is a list; accepted: a single value")]
    [InlineData("id: x\npart: { size: { value: [1 kB] } }", "part.size: is a list; accepted: a single value")]
    [InlineData("id: x\npart: { size: { valeu: 1 kB } }", "part.size.valeu: unknown key; did you mean 'value'?")]
    [InlineData("id: x\npart: { size: { source: y } }", "part.size: the value is missing")]
    [InlineData("id: x\npart: { size: { value: 1 kB, estimated: maybe } }", "part.size.estimated: is not a truth value; accepted: true, false")]
    [InlineData("id: x\npart: { size: { value: 1 kB, source: [a] } }", "part.size.source: is no text")]
    [InlineData("id: x\npart: { size: 1 kB, count: 1.5 }", "part.count: '1.5' is not a whole number")]
    [InlineData("id: x\npart: { size: 1 kB, count: 101 }", "part.count: '101' is out of range; accepted: at least 1 and at most 100")]
    [InlineData("id: x\npart: { size: 1 kB }\nparameters: 1e20", "parameters: '1e20' is out of range")]
    [InlineData("id: x\npart: { size: 1 kB }\nshade: hbm3", "shade: unknown value 'hbm3'; did you mean 'hbm3e'? accepted: dark-red, hbm3e")]
    [InlineData("id: x\npart: { size: 1 kB }\nformat: fp9", "format: unknown number format 'fp9'")]
    [InlineData("id: x\npart: { size: 1 kB }\nnames: a", "example.yaml:3: names: is a single value; accepted: a list")]
    [InlineData("id: x\npart: { size: 1 kB }\nparts: [{ size: 1 kB }, { size: 1 W }]", "parts[1].size: '1 W' has the wrong unit")]
    [InlineData("id: \"\"\npart: { size: 1 kB }", "id: the text is empty")]
    [InlineData("id: [x]\npart: { size: 1 kB }", "id: is a list")]
    [InlineData("id: x\nid: y", "example.yaml:2: id: the key stands twice, first in line 1")]
    [InlineData("id: x\npart: { size: 1 kB", "example.yaml:2: is not valid YAML")]
    [InlineData("id: x\n part: y", "is not valid YAML")]
    [InlineData("id: 'x", "is not valid YAML")]
    [InlineData("id: x\npart:\n\tsize: 1 kB", "example.yaml:3: a tab stands in the indentation; spaces are accepted")]
    [InlineData("id: &a x\npart: *a", "example.yaml:1: id: an anchor is not accepted")]
    [InlineData("id: x\npart: *a", "example.yaml:2: part: an alias is not accepted")]
    [InlineData("id: !!str x", "example.yaml:1: id: a tag is not accepted")]
    [InlineData("{ a: 1 }: x", "a key is a list or a mapping")]
    [InlineData("id: x\n---\nid: y", "a second document begins")]
    [InlineData("id: x\u0000y", "example.yaml:1: the control character U+0000 is not accepted")]
    [InlineData("id: x\nlink: y", "example.yaml:2: link: unknown key; accepted: id, part")]
    public void Is_refused(string text, string message)
    {
        var error = Assert.Throws<InputException>(() => DescriptionReaderTests.Bind(text));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_message_holds_no_control_characters() =>
        Assert.DoesNotContain(Refusal("id: x\npart: { size: \"1\\e[31m\\n\\0 kB\" }"), char.IsControl);

    [Fact]
    public void Deep_nesting_is_refused()
    {
        Assert.Contains("nested deeper", Refusal("id: " + new string('[', 100_000)), StringComparison.Ordinal);
        Assert.Contains("nested deeper", Refusal("id: " + string.Concat(Enumerable.Repeat("{a: ", 10_000))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_is_refused_wherever_it_ends()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryPaths.Configs, "gpus", "h100-sxm.yaml"));
        for (var length = 0; length < text.LastIndexOf("tdp", StringComparison.Ordinal); length += 7)
        {
            var shorter = text[..length];
            Assert.Throws<InputException>(() => DescriptionReader.Bind<Hardware.Gpus.GpuDescription>(YamlFile.Parse(shorter, "cut.yaml")));
        }
    }

    [Fact]
    public void Random_changes_never_end_in_another_exception()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryPaths.Configs, "gpus", "h100-sxm.yaml"));
        var random = new Random(1);
        const string Characters = ":{}[]&*!|>'\"%@`#,?- \n\t0eE.-~\\";
        for (var i = 0; i < 1500; i++)
        {
            var changed = new StringBuilder(text);
            for (var j = random.Next(1, 4); j > 0; j--)
                changed[random.Next(changed.Length)] = Characters[random.Next(Characters.Length)];
            var error = Record.Exception(() => DescriptionReader.Bind<Hardware.Gpus.GpuDescription>(YamlFile.Parse(changed.ToString(), "changed.yaml")));
            Assert.True(error is null or InputException, error?.ToString());
        }
    }

    private static string Refusal(string text) => Assert.Throws<InputException>(() => DescriptionReaderTests.Bind(text)).Message;
}
