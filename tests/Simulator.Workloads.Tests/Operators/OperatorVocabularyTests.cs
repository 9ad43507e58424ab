using FsCheck;
using FsCheck.Fluent;
using Simulator.Hardware.Errors;
using Simulator.Workloads.Operators;

namespace Simulator.Workloads.Tests.Operators;

public class OperatorVocabularyTests
{
    public static TheoryData<string> Names => [.. OperatorVocabulary.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_an_operator_prints_parses_to_an_equal_operator(string name) =>
        Prop.ForAll(OperatorGenerators.Of(name).ToArbitrary(), op =>
            op.Op == name && OperatorVocabulary.Parse(op.Op, op.PrecisionName, op.Shape) == op).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void Keys_come_in_any_order(string name) =>
        Prop.ForAll(OperatorGenerators.Of(name).ToArbitrary(), op =>
            OperatorVocabulary.Parse(op.Op, op.PrecisionName, string.Join(';', op.Shape.Split(';').Reverse())) == op).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void Operations_are_finite_and_not_negative(string name) =>
        Prop.ForAll(OperatorGenerators.Of(name).ToArbitrary(), op => double.IsFinite(op.Flops) && op.Flops >= 0).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("gem", "bf16", "m=1;n=1;k=1", "did you mean 'gemm'")]
    [InlineData("gemm", "bf17", "m=1;n=1;k=1", "bf17")]
    [InlineData("gemm", "bf16", "m=1;n=1", "shape.k: missing")]
    [InlineData("gemm", "bf16", "m=1;n=1;k=-1", "shape.k: '-1' is out of range")]
    [InlineData("gemm", "bf16", "m=1;n=1;k=99999999999", "shape.k")]
    [InlineData("gemm", "bf16", "m=1;n=1;k=1;batc=2", "did you mean 'batch'")]
    [InlineData("gemm", "bf16", "m=1;n=1;k=1;k=2", "shape.k: given twice")]
    [InlineData("gemm", "bf16", "m1", "not of the form key=value")]
    [InlineData("gemm", "bf16", "", "shape.m: missing")]
    [InlineData("moe", "bf16", "tokens=1;hidden=1;inter=1;topk=1;experts=1;skew=NaN", "shape.skew")]
    [InlineData("mamba2-scan-decode", "bf16", "batch=1;d_model=1;d_state=1;heads=1;head_dim=1;groups=1;state=fp7", "shape.state")]
    [InlineData("mamba2-conv-decode", "bf16", "batch=1;d_model=1;d_state=99999;heads=1;head_dim=1;groups=99999", "shape.groups")]
    public void A_malformed_operator_is_told_in_one_line(string op, string precision, string shape, string expected)
    {
        var message = Assert.Throws<InputException>(() => OperatorVocabulary.Parse(op, precision, shape)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Missing_optional_keys_take_their_defaults()
    {
        Assert.Equal("m=1;n=2;k=3", OperatorVocabulary.Parse("gemm", "bf16", "m=1;n=2;k=3").Shape);
        Assert.Equal("gpus=8;bytes=1024", OperatorVocabulary.Parse("all-reduce", "fp16", "bytes=1024;gpus=8").Shape);
    }

    [SharedDataFact("silicon")]
    public void Every_measurement_parses_and_prints_back()
    {
        var rows = 0;
        foreach (var file in Directory.EnumerateFiles(SharedData.PathOf("silicon")!, "*.csv"))
        {
            foreach (var line in File.ReadLines(file).Skip(1))
            {
                var fields = line.Split(',');
                var op = OperatorVocabulary.Parse(fields[1], fields[2], fields[3]);
                Assert.Equal((fields[1], fields[2], fields[3]), (op.Op, op.PrecisionName, op.Shape));
                rows++;
            }
        }

        Assert.True(rows > 10_000, $"only {rows} measurements");
    }
}
