using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Tests.Descriptions;

namespace Simulator.Hardware.Tests.Catalogs;

public sealed class DescriptionCatalogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private DescriptionCatalog Catalog => new(folder.Root, "part");

    [Fact]
    public void Ids_are_sorted()
    {
        folder.Write("b.yaml", "id: b");
        folder.Write("a.yaml", "id: a");
        folder.Write("notes.txt", "");
        Assert.Equal("a b", string.Join(' ', Catalog.Ids));
        Assert.Empty(new DescriptionCatalog(Path.Combine(folder.Root, "none"), "part").Ids);
    }

    [Fact]
    public void A_variant_of_a_variant_is_read()
    {
        folder.Write("a.yaml", "id: a\nsource: sheet\npart: { size: 1 kB, count: 2 }\nratio: 3");
        folder.Write("b.yaml", "id: b\nbase: a\npart: { count: 4 }");
        folder.Write("c.yaml", "id: c\nbase: b\nratio: 5");
        var bound = Catalog.Load<Example>("c");
        Assert.Equal(("c", 1000, 4, 5.0), (bound.Value.Id, bound.Value.Part.Size, bound.Value.Part.Count, bound.Value.Ratio));
        Assert.Equal("sheet", bound.Sources["part.size"].Source);
    }

    [Fact]
    public void A_file_anywhere_may_build_on_the_catalogue()
    {
        folder.Write("a.yaml", "id: a\npart: { size: 1 kB }");
        var path = folder.Write("elsewhere/mine.yaml", "id: mine\nbase: a\nratio: 2");
        Assert.Equal(2, Catalog.Load<Example>(path).Value.Ratio);
    }

    [Fact]
    public void Bases_in_a_circle_are_refused()
    {
        folder.Write("a.yaml", "id: a\nbase: b");
        folder.Write("b.yaml", "id: b\n\nbase: a");
        AssertRefused("a", "b.yaml:3: base: the bases form a circle: a -> b -> a");
        folder.Write("self.yaml", "id: self\nbase: self");
        AssertRefused("self", "self.yaml:2: base: the bases form a circle: self -> self");
    }

    [Fact]
    public void An_unknown_base_is_refused_with_its_line()
    {
        folder.Write("alpha.yaml", "id: alpha");
        folder.Write("b.yaml", "id: b\nbase: alhpa");
        AssertRefused("b", "b.yaml:2: base: unknown part 'alhpa'; did you mean 'alpha'?");
        folder.Write("c.yaml", "id: c\nbase: [a]");
        AssertRefused("c", "c.yaml:2: base: is a list; accepted: the id of a part");
    }

    [Fact]
    public void An_unknown_id_is_refused_with_the_nearest()
    {
        folder.Write("alpha.yaml", "id: alpha");
        AssertRefused("alpa", "unknown part 'alpa'; did you mean 'alpha'? accepted: alpha");
        AssertRefused("", "unknown part ''");
        AssertRefused("none.yaml", "none.yaml: no such file");
        AssertRefused("./none", "no such file");
    }

    [Fact]
    public void The_id_must_be_the_name_of_the_file()
    {
        folder.Write("a.yaml", "source: x\nid: b");
        AssertRefused("a", "a.yaml:2: id: differs from the file's name; accepted: a");
        folder.Write("c.yaml", "source: x");
        AssertRefused("c", "c.yaml:1: id: the key is missing; accepted: c");
    }

    [Fact]
    public void An_error_in_a_base_names_the_base()
    {
        folder.Write("a.yaml", "id: a\npart: { size: 1 }");
        folder.Write("b.yaml", "id: b\nbase: a");
        AssertRefused("b", "a.yaml:2: part.size: '1' has no unit");
    }

    public void Dispose() => folder.Dispose();

    private void AssertRefused(string id, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => Catalog.Load<Example>(id)).Message, StringComparison.Ordinal);
}
