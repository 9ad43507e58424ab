using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Errors;

namespace Simulator.Hardware.Tests.Catalogs;

public class ConfigDirectoryTests
{
    [Fact]
    public void It_is_found_above_the_program() => Assert.Equal(RepositoryPaths.Configs, ConfigDirectory.Find());

    [Fact]
    public void The_one_given_counts() => Assert.Equal(RepositoryPaths.Configs, ConfigDirectory.Find(RepositoryPaths.Configs + "/../configs"));

    [Fact]
    public void The_one_given_must_hold_descriptions()
    {
        var error = Assert.Throws<InputException>(() => ConfigDirectory.Find(RepositoryPaths.Root));
        Assert.Contains("--configs: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("has no folder 'gpus'", error.Message, StringComparison.Ordinal);
    }
}
