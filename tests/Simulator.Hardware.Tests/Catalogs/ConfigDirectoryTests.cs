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
    public void The_environment_names_one()
    {
        var before = Environment.GetEnvironmentVariable(ConfigDirectory.Variable);
        try
        {
            Environment.SetEnvironmentVariable(ConfigDirectory.Variable, RepositoryPaths.Root);
            Assert.StartsWith(ConfigDirectory.Variable, Assert.Throws<InputException>(() => ConfigDirectory.Find()).Message, StringComparison.Ordinal);
            Environment.SetEnvironmentVariable(ConfigDirectory.Variable, RepositoryPaths.Configs);
            Assert.Equal(RepositoryPaths.Configs, ConfigDirectory.Find());
        }
        finally
        {
            Environment.SetEnvironmentVariable(ConfigDirectory.Variable, before);
        }
    }

    [Fact]
    public void The_one_given_must_hold_descriptions()
    {
        var error = Assert.Throws<InputException>(() => ConfigDirectory.Find(RepositoryPaths.Root));
        Assert.Contains("--configs: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("has no folder 'gpus'", error.Message, StringComparison.Ordinal);
    }
}
