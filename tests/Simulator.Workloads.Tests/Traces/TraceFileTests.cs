using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Simulator.Hardware.Errors;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Tests.Operators;
using Simulator.Workloads.Traces;

namespace Simulator.Workloads.Tests.Traces;

public sealed class TraceFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void What_is_written_reads_back_equal()
    {
        var rows = Gen.Elements(OperatorVocabulary.Names.ToArray()).SelectMany(name => OperatorGenerators.Of(name))
            .SelectMany(op => Gen.Elements("a", "mlp.up", "with, comma", "with \"quotes\"", "über").Select(name => new TraceRow(name, op, 3, 1)))
            .NonEmptyListOf();
        Prop.ForAll(rows.ToArbitrary(), list =>
        {
            using (var writer = new StreamWriter(path))
                TraceFile.Write(new Trace([.. list]), writer);
            return TraceFile.Read(path).Rows.SequenceEqual(list.ToImmutableArray());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Columns_come_in_any_order_and_the_last_two_may_be_missing()
    {
        File.WriteAllText(path, "shape,precision,op,name\r\nm=1;n=2;k=3,bf16,gemm,up\r\n");
        Assert.Equal(new TraceRow("up", new GemmOperator(Simulator.Workloads.Precisions.GemmPrecisions.Bf16, 1, 2, 3)), Assert.Single(TraceFile.Read(path).Rows));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("name,op,precision,shape,repeat,stream\n", ":2: no rows after the header")]
    [InlineData("name,op,precision\nup,gemm,bf16\n", ":1: shape: the column is missing")]
    [InlineData("name,op,precision,shpae\n", ":1: unknown column 'shpae'; did you mean 'shape'")]
    [InlineData("name,op,op,precision,shape\n", ":1: op: the column is given twice")]
    [InlineData("name,op,precision,shape\nup,gem,bf16,m=1;n=1;k=1\n", ":2: op: unknown operator 'gem'; did you mean 'gemm'")]
    [InlineData("name,op,precision,shape\nup,gemm,bf16,m=1;n=1;k=1\nup,gemm,bf16,m=1;n=1;k=0\n", ":3: shape.k: '0' is out of range")]
    [InlineData("name,op,precision,shape\nup,gemm,bf16\n", ":2: 3 fields where the header has 4")]
    [InlineData("name,op,precision,shape,repeat\nup,gemm,bf16,m=1;n=1;k=1,-1\n", ":2: repeat: '-1' is out of range")]
    [InlineData("name,op,precision,shape,stream\nup,gemm,bf16,m=1;n=1;k=1,99999999999\n", ":2: stream: '99999999999' is out of range")]
    [InlineData("name,op,precision,shape\nup,gemm,bf16,\"m=1;n=1;k=", ":2:")]
    public void A_malformed_trace_is_told_by_line_and_column(string text, string expected)
    {
        File.WriteAllText(path, text);
        var message = Assert.Throws<InputException>(() => TraceFile.Read(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Bytes_that_are_not_text_are_told()
    {
        File.WriteAllBytes(path, [0x6e, 0xff, 0xfe, 0x0a]);
        Assert.Contains("not UTF-8", Assert.Throws<InputException>(() => TraceFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_file_is_refused_at_once()
    {
        using (var file = File.OpenWrite(path))
            file.SetLength(65L << 20);
        Assert.Contains("at most 64 MiB", Assert.Throws<InputException>(() => TraceFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_told() =>
        Assert.Contains("no such file", Assert.Throws<InputException>(() => TraceFile.Read(path + ".csv")).Message, StringComparison.Ordinal);
}
