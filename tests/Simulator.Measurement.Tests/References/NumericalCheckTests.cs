using Simulator.Measurement.Devices;
using Simulator.Measurement.References;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Tests.References;

public sealed class NumericalCheckTests
{
    [Fact]
    public void A_product_worked_out_by_hand()
    {
        var op = OperatorVocabulary.Parse("gemm", "fp32", "m=2;n=1;k=3");
        var inputs = InputFactory.Create(op, 5);
        float[] a = inputs["a"].Values(), b = inputs["b"].Values();
        var c = OperatorReference.Compute(inputs)[0].Values;
        Assert.Equal((a[3] * (double)b[0]) + (a[4] * (double)b[1]) + (a[5] * (double)b[2]), c[1], 12);
    }

    [Fact]
    public void Errors_and_elements_that_nobody_wrote_are_found()
    {
        var op = OperatorVocabulary.Parse("gemm", "bf16", "m=8;n=8;k=64");
        var inputs = InputFactory.Create(op, 5);
        var right = Array.ConvertAll(OperatorReference.Compute(inputs)[0].Values, v => (float)v);
        Assert.True(Verdict(inputs, right).Passed);
        var off = right.ToArray();
        off[10] += 1;
        Assert.False(Verdict(inputs, off).Passed);
        var missing = right.ToArray();
        missing[63] = float.NaN;
        Assert.Equal((false, 1), (Verdict(inputs, missing).Passed, Verdict(inputs, missing).Unwritten));
        Assert.Throws<ArgumentException>(() => Verdict(inputs, right[1..]));
    }

    [Fact]
    public void A_wrong_token_is_found()
    {
        var op = OperatorVocabulary.Parse("sample", "fp32", "tokens=4;vocab=50");
        var inputs = InputFactory.Create(op, 5);
        var outputs = OperatorReference.Compute(inputs).Select(o => new KernelOutput(o.Name, Array.ConvertAll(o.Values, v => (float)v))).ToList();
        Assert.All(NumericalCheck.Compare(inputs, outputs), v => Assert.True(v.Passed));
        outputs[0].Values[2] = (outputs[0].Values[2] + 7) % 50;
        Assert.Equal(0.25, NumericalCheck.Compare(inputs, outputs)[0].RelativeError);
    }

    [Fact]
    public void Attention_of_one_visible_token_is_its_value()
    {
        var op = OperatorVocabulary.Parse("attention-prefill", "fp32", "batch=1;seq=9;heads=2;kv_heads=1;head_dim=4;window=1");
        var inputs = InputFactory.Create(op, 5);
        var v = inputs["v"].Values();
        var o = OperatorReference.Compute(inputs)[0].Values;
        for (var i = 0; i < o.Length; i++)
            Assert.Equal(v[i % v.Length], o[i], 12);
    }

    private static NumericalVerdict Verdict(KernelInputs inputs, float[] values) => NumericalCheck.Compare(inputs, [new KernelOutput("c", values)])[0];
}
