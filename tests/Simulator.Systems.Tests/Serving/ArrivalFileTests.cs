using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Arrivals.Traces;

namespace Simulator.Systems.Tests.Serving;

public sealed class ArrivalFileTests : IDisposable
{
    private const string Own = "arrival_s,input_tokens,output_tokens\n";
    private const string Azure = "TIMESTAMP,ContextTokens,GeneratedTokens\n";
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void A_trace_is_read_in_any_order_of_columns()
    {
        File.WriteAllText(path, "input_tokens,arrival_s,output_tokens\n10,0.5,20\n30,0.5,1\n");
        Assert.Equal<Arrival>([new Arrival(0.5, new(10, 20)), new Arrival(0.5, new(30, 1))], ArrivalFile.Read(path).ToArray());
    }

    [Fact]
    public void Requests_of_one_prefix_hash_share_the_blocks_of_the_prefix()
    {
        const string Rows = "0,100,5,a,64\n1,90,5,a,50\n2,90,5,b,64\n3,90,5,,\n4,40,5,a,\n5,9,5,a,\n";
        File.WriteAllText(path, "arrival_s,input_tokens,output_tokens,prefix_hash,prefix_tokens\n" + Rows);
        var rows = ArrivalFile.Read(path);
        Assert.Equal([4, 3, 4, 0, 2, 0], rows.Select(r => r.Content?.Blocks.Length ?? 0));
        Assert.Equal(rows[0].Content!.Blocks.Take(3), rows[1].Content!.Blocks);
        Assert.Equal(rows[0].Content!.Blocks.Take(2), rows[4].Content!.Blocks);
        Assert.Empty(rows[0].Content!.Blocks.Intersect(rows[2].Content!.Blocks));
        Assert.Equal(16, rows[0].Content!.BlockTokens);
    }

    [Theory]
    [InlineData("2023-11-16 18:17:03.9799600,4808,10\r\n2023-11-16 18:17:04.0319600,3180,8")]
    [InlineData("2024-05-10 00:00:00+00:00,4808,10\n2024-05-10 00:00:00.052000+00:00,3180,8\n")]
    public void Azure_traces_are_read_as_they_are_published(string rows)
    {
        File.WriteAllText(path, Azure + rows);
        var read = ArrivalFile.Read(path);
        Assert.Equal<RequestShape>([new(4808, 10), new(3180, 8)], read.Select(r => r.Shape).ToArray());
        Assert.Equal(0, read[0].Seconds);
        Assert.Equal(0.052, read[1].Seconds, 1e-9);
    }

    [Fact]
    public void Mooncake_traces_are_read_as_they_are_published()
    {
        File.WriteAllText(path, """
            {"timestamp": 0, "input_length": 1030, "output_length": 52, "hash_ids": [46, 47, 48]}
            {"timestamp": 10535, "input_length": 1024, "output_length": 26, "hash_ids": [46, 47]}
            {"timestamp": 10536.5, "input_length": 400, "output_length": 2, "hash_ids": [2353]}

            """);
        var read = ArrivalFile.Read(path);
        Assert.Equal([0, 10.535, 10.5365], read.Select(r => r.Seconds));
        Assert.Equal<RequestShape>([new(1030, 52), new(1024, 26), new(400, 2)], read.Select(r => r.Shape).ToArray());
        Assert.Equal([46ul, 47ul], read[0].Content!.Blocks.ToArray());
        Assert.Equal([46ul, 47ul], read[1].Content!.Blocks.ToArray());
        Assert.Null(read[2].Content);
        Assert.Equal(512, read[0].Content!.BlockTokens);
    }

    [Fact]
    public void Rows_of_published_traces_without_prompt_or_answer_are_left_out_counted_and_listed()
    {
        File.WriteAllText(path, Azure + "2023-11-16 18:17:03,48,0\n2023-11-16 18:17:04,31,8\n2023-11-16 18:17:05,0,8\n");
        var rejected = new RejectedRows();
        Assert.Equal(1, Assert.Single(ArrivalFile.Stream(path, rejected)).Seconds);
        Assert.Equal(2, rejected.Count);
        Assert.Equal(["line 2: no answer", "line 4: no prompt"], rejected.First);
    }

    [Fact]
    public void A_long_trace_is_read_as_it_is_taken_and_its_times_are_scaled()
    {
        File.WriteAllLines(path, Enumerable.Range(0, 200_000).Select(i => FormattableString.Invariant($"{i},10,20")).Prepend(Own.TrimEnd()));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var arrivals = new RecordedArrivals(ArrivalFile.Stream(path), 0.5);
        var (count, last) = (0, 0.0);
        while (!double.IsInfinity(arrivals.NextSeconds))
            (count, last) = (count + 1, arrivals.Take().Seconds);
        Assert.Equal((200_000, 0.5 * 199_999), (count, last));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 2_000_000);
    }

    [Theory]
    [InlineData("", "the file is empty; accepted: arrival_s,input_tokens,output_tokens (own), TIMESTAMP")]
    [InlineData("\n", ":1: the first line is empty")]
    [InlineData("time,in,out\n1,2,3\n", ":1: is no trace that is known; accepted: arrival_s")]
    [InlineData(Own, ":2: no requests; at least one row is expected")]
    [InlineData("arrival_s,input_tokens\n1,2\n", ":1: output_tokens: the column is missing")]
    [InlineData("arrival_s,input_tokens,output_tokens,user\n", "unknown column 'user'")]
    [InlineData("arival,input_tokens,output_tokens\n", "unknown column 'arival'")]
    [InlineData("arrival_s,input_tokens,output_tokens,output_tokens\n1,2,3,4\n", ":1: a column occurs twice")]
    [InlineData(Own + "1,5,5\n0.5,5,5\n", ":3: arrival_s: 0.5 s is earlier than the row before (1 s)")]
    [InlineData(Own + "1,-5,5\n", ":2: input_tokens: '-5' is not accepted")]
    [InlineData(Own + "1,5,0\n", ":2: output_tokens: '0' is not accepted")]
    [InlineData(Own + "1,5\n", ":2: output_tokens: '' is not accepted")]
    [InlineData(Own + "1,99999999999,5\n", ":2: input_tokens: '99999999999' is not accepted")]
    [InlineData(Own + "NaN,5,5\n", ":2: arrival_s: 'NaN' is not accepted")]
    [InlineData("arrival_s,input_tokens,output_tokens,prefix_tokens\n1,5,5,6\n", ":2: prefix_tokens: '6' is not accepted; accepted: 0 to the 5 tokens")]
    [InlineData(Azure, ":2: no requests")]
    [InlineData(Azure + "yesterday,5,5\n", ":2: TIMESTAMP: 'yesterday' is not accepted; accepted: a date and time such as")]
    [InlineData(Azure + "2023-11-16 18:17:03,-5,5\n", ":2: ContextTokens: '-5' is not accepted")]
    [InlineData(Azure + "2023-11-16 18:17:03,5,5\n2023-11-16 18:17:02,5,5\n", ":3: TIMESTAMP: -1 s is earlier than the row before (0 s)")]
    [InlineData("TIMESTAMP,ContextTokens\n", ":1: GeneratedTokens: the column is missing")]
    [InlineData("{\"timestamp\": 0", ":1: is not JSON; accepted: a JSON object per line")]
    [InlineData("{\"timestamp\": 0, \"input_length\": 5}", ":1: output_length: the key is missing")]
    [InlineData("{\"timestamp\": 0, \"input_length\": 5, \"output_length\": 5, \"hash\": 1}", ":1: unknown key 'hash'")]
    [InlineData("{\"timestamp\": 0, \"input_length\": -5, \"output_length\": 5}", ":1: input_length: '-5' is not accepted")]
    [InlineData("{\"timestamp\": 0, \"input_length\": \"5\", \"output_length\": 5}", ":1: input_length: '\"5\"' is not accepted")]
    [InlineData("{\"timestamp\": -1, \"input_length\": 5, \"output_length\": 5}", ":1: timestamp: '-1' is not accepted")]
    [InlineData("{\"timestamp\": 0, \"input_length\": 5, \"output_length\": 5, \"hash_ids\": [1, 2]}", ":1: hash_ids: accepted: a list of ids, one for each 512 of the 5")]
    [InlineData("{\"timestamp\": 0, \"input_length\": 512, \"output_length\": 5, \"hash_ids\": [-1]}", ":1: hash_ids: '-1' is not accepted")]
    [InlineData("{\"timestamp\": 0, \"input_length\": 5, \"output_length\": 5}\n[]", ":2: is no JSON object")]
    public void A_bad_trace_is_refused_in_one_line(string text, string problem)
    {
        File.WriteAllText(path, text);
        var refusal = Assert.Throws<InputException>(() => ArrivalFile.Read(path));
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
