using System.Diagnostics;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Hardware.Tests.Descriptions;

public sealed class YamlFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_missing_file_is_named() => AssertRefused(Path.Combine(folder.Root, "none.yaml"), "none.yaml: no such file");

    [Fact]
    public void A_directory_is_no_file() => AssertRefused(folder.Root, "is a directory");

    [Fact]
    public void A_bad_path_is_refused() => AssertRefused("a\0b.yaml", "");

    [Fact]
    public void A_large_file_is_refused_without_reading_it()
    {
        var path = Path.Combine(folder.Root, "large.yaml");
        using (var stream = File.Create(path))
            stream.SetLength(100_000_000);
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(path, "larger than 1 MB");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1);
    }

    [Fact]
    public void An_endless_device_is_refused()
    {
        if (File.Exists("/dev/zero"))
            AssertRefused("/dev/zero", "larger than 1 MB");
    }

    [Fact]
    public void What_is_not_utf8_is_refused_with_its_line()
    {
        var path = Path.Combine(folder.Root, "latin.yaml");
        File.WriteAllBytes(path, [.. "id: x\nname: "u8, 0xe9, (byte)'\n']);
        AssertRefused(path, "latin.yaml:2: is not UTF-8");
        File.WriteAllBytes(path, [0xff, 0xfe, (byte)'i', 0, (byte)'d', 0]);
        AssertRefused(path, "is not UTF-8");
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_are_accepted()
    {
        var path = Path.Combine(folder.Root, "windows.yaml");
        File.WriteAllBytes(path, [0xef, 0xbb, 0xbf, .. "id: x\r\npart:\r\n  size: 1 kB\r\n"u8]);
        Assert.Equal(1000, DescriptionReader.Read<Example>(path).Value.Part.Size);
    }

    public void Dispose() => folder.Dispose();

    private static void AssertRefused(string path, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => YamlFile.Read(path)).Message, StringComparison.Ordinal);
}
