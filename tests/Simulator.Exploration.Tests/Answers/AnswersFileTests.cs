using System.Text.Json;
using Simulator.Exploration.Answers;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Tests.Answers;

public sealed class AnswersFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("answers").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void What_is_written_is_read_back(int points)
    {
        var answers = SmallSweep.Fed(Enumerable.Range(0, points)).ToAnswers(SmallSweep.Describe);
        AnswersFile.Write(folder, answers);
        var text = File.ReadAllText(Path.Combine(folder, AnswersFile.FileName));
        Assert.Equal(AnswersFile.ToJson(answers), text);
        Assert.Equal(text, AnswersFile.ToJson(AnswersFile.Read(folder)));
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void Names_are_in_lower_case_with_underscores()
    {
        using var document = JsonDocument.Parse(AnswersFile.ToJson(SmallSweep.Fed(Enumerable.Range(0, 100)).ToAnswers(SmallSweep.Describe)));
        Assert.Equal(
            ["schema", "points", "parameters", "objectives", "error_correlation", "pareto", "top", "marginal", "constraints", "designs"],
            document.RootElement.EnumerateObject().Select(property => property.Name));
        var pareto = document.RootElement.GetProperty("pareto");
        Assert.Equal("exact", pareto.GetProperty("hypervolume").GetProperty("method").GetString());
        Assert.Equal(["point", "tie_group", "duplicates"], pareto.GetProperty("designs")[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal("maximise", document.RootElement.GetProperty("objectives")[1].GetProperty("goal").GetString());
    }

    [Theory]
    [InlineData("", "holds no answers")]
    [InlineData("{ \"schema\": 1 }", "holds no answers")]
    [InlineData("[]", "holds no answers")]
    public void A_damaged_file_is_one_line(string text, string expected)
    {
        File.WriteAllText(Path.Combine(folder, AnswersFile.FileName), text);
        var refusal = Assert.Throws<InputException>(() => AnswersFile.Read(folder));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Another_layout_is_refused()
    {
        var answers = SmallSweep.Fed([1, 2]).ToAnswers(SmallSweep.Describe) with { Schema = 99 };
        AnswersFile.Write(folder, answers);
        Assert.Contains("schema 99", Assert.Throws<InputException>(() => AnswersFile.Read(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_answers_is_named() =>
        Assert.StartsWith(folder, Assert.Throws<InputException>(() => AnswersFile.Read(folder)).Message, StringComparison.Ordinal);
}
