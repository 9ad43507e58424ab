using Simulator.Hardware.Errors;
using Simulator.Measurement.Measurements;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Tests;

public sealed class MeasurementFileTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(directory, true);

    [Fact]
    public void Rows_keep_what_they_say_and_columns_beyond_the_known_ones()
    {
        var set = Read("gpu,op,precision,shape,latency_us,latency_median_us,stacks,power_w,driver\nh100-sxm,gemm,bf16,m=8;n=16;k=32,2.5,3,2,412.5,550.1\n");
        var row = Assert.Single(set.Rows);
        Assert.Equal("h100-sxm", row.Gpu);
        Assert.Equal("m=8;n=16;k=32", row.Operator.Shape);
        Assert.Equal(2.5e-6, row.LatencySeconds, 12);
        Assert.Equal(1.2, row.Spread!.Value, 9);
        Assert.Equal(412.5, row.PowerWatts);
        Assert.Equal(KeyValuePair.Create("driver", "550.1"), Assert.Single(row.Extra));
        Assert.Equal(2, row.Line);
        Assert.Empty(set.Rejections);
    }

    [Theory]
    [InlineData("h100-sxm,gem,bf16,m=8;n=16;k=32,2.5", "op: unknown operator 'gem'")]
    [InlineData("h100-sxm,gemm,bf17,m=8;n=16;k=32,2.5", "precision")]
    [InlineData("h100-sxm,gemm,bf16,m=8;n=16,2.5", "shape.k")]
    [InlineData("h100-sxm,gemm,bf16,m=8;n=16;k=32,-1", "latency_us: '-1' is not accepted")]
    [InlineData("h100-sxm,gemm,bf16,m=8;n=16;k=32,NaN", "latency_us: 'NaN' is not accepted")]
    [InlineData("h100-sxm,gemm,bf16,m=8;n=16;k=32,", "latency_us: no value")]
    [InlineData("h100-sxm,gemm", "latency_us: no value")]
    public void A_broken_row_is_listed_with_its_line_and_the_others_are_used(string row, string reason)
    {
        var set = Read($"gpu,op,precision,shape,latency_us\n{row}\nh100-sxm,gemm,bf16,m=8;n=16;k=32,2.5\n");
        var rejection = Assert.Single(set.Rejections);
        Assert.Equal(2, rejection.Line);
        Assert.Contains(reason, rejection.Reason, StringComparison.Ordinal);
        Assert.Single(set.Rows);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("gpu,op,precision,latency_us\n", "shape: the column is missing")]
    public void A_file_that_is_no_measurement_csv_is_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<InputException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_directory_stands_for_its_csv_files_and_an_empty_one_is_refused()
    {
        Assert.Throws<InputException>(() => MeasurementFile.Files(directory));
        File.WriteAllText(Path.Combine(directory, "b.csv"), "");
        File.WriteAllText(Path.Combine(directory, "a.csv"), "");
        Assert.Equal(["a.csv", "b.csv"], MeasurementFile.Files(directory).Select(Path.GetFileName));
    }

    [Fact]
    public void Experts_of_catalogue_models_that_are_not_gated_have_two_matrices()
    {
        var catalog = ModelCatalog.Open(Path.Combine(RepositoryPaths.Root, "workloads"));
        var conventions = new MeasurementConventions([catalog.Load("nemotron-3-nano-30b-a3b"), catalog.Load("mixtral-8x7b")]);
        Assert.Equal(2, Matrices("tokens=8;hidden=2688;inter=1856;topk=6;experts=128"));
        Assert.Equal(3, Matrices("tokens=8;hidden=4096;inter=14336;topk=2;experts=8"));
        int Matrices(string shape) => ((MoeOperator)conventions.Complete(OperatorVocabulary.Parse("moe", "bf16", shape))).Matrices;
    }

    private MeasurementSet Read(string text)
    {
        var file = Path.Combine(directory, "rows.csv");
        File.WriteAllText(file, text);
        return MeasurementFile.Read([file], MeasurementConventions.None);
    }
}
