using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Tests.Serving;

public sealed class ArrivalFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void A_trace_is_read_in_any_order_of_columns()
    {
        File.WriteAllText(path, "input_tokens,arrival_s,output_tokens\n10,0.5,20\n30,0.5,1\n");
        Assert.Equal<Arrival>([new Arrival(0.5, new(10, 20)), new Arrival(0.5, new(30, 1))], ArrivalFile.Read(path).ToArray());
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("arrival_s,input_tokens,output_tokens\n", ":2: no rows after the header")]
    [InlineData("arrival_s,input_tokens\n1,2\n", ":1: output_tokens: the column is missing")]
    [InlineData("arrival_s,input_tokens,output_tokens,user\n", "unknown column 'user'")]
    [InlineData("arrival_s,input_tokens,output_tokens\n1,5,5\n0.5,5,5\n", ":3: arrival_s: 0.5 is earlier than the row before (1)")]
    [InlineData("arrival_s,input_tokens,output_tokens\n1,-5,5\n", ":2: input_tokens: '-5' is not accepted")]
    [InlineData("arrival_s,input_tokens,output_tokens\n1,5,0\n", ":2: output_tokens: '0' is not accepted")]
    [InlineData("arrival_s,input_tokens,output_tokens\nNaN,5,5\n", ":2: arrival_s: 'NaN' is not accepted")]
    public void A_bad_trace_is_refused_in_one_line(string text, string problem)
    {
        File.WriteAllText(path, text);
        var refusal = Assert.Throws<InputException>(() => ArrivalFile.Read(path));
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
