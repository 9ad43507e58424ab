using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Simulator.Exploration.Expressions;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Tests.Expressions;

public class DependencyOrderTests
{
    [Fact]
    public void Definitions_come_behind_what_they_use_and_keep_their_order_otherwise() =>
        Assert.Equal("c a b d", string.Join(' ', DependencyOrder.Of([new("a", ["c", "outside"]), new("b", ["a", "a"]), new("c", []), new("d", [])])));

    // Definition i uses only definitions with a smaller number, in a random order of writing.
    [Fact]
    public void Every_order_is_sound() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var definitions = Enumerable.Range(0, 30)
            .Select(i => new Definition($"n{i}", [.. Enumerable.Range(0, i).Where(_ => random.Next(5) == 0).Select(j => $"n{j}")])).ToArray();
        random.Shuffle(definitions);
        var order = DependencyOrder.Of(definitions);
        return order.Length == 30 && order.Distinct().Count() == 30
            && definitions.All(definition => definition.Uses.All(used => order.IndexOf(used) < order.IndexOf(definition.Name)));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a:a", "a -> a")]
    [InlineData("a:b b:a", "a -> b -> a")]
    [InlineData("z:a a:b b:c c:a", "a -> b -> c -> a")]
    public void A_circle_is_named(string graph, string expected)
    {
        var definitions = graph.Split(' ').Select(edge => new Definition(edge[..1], [edge[2..]])).ToList();
        Assert.Contains($"in a circle: {expected};", Assert.Throws<InputException>(() => DependencyOrder.Of(definitions)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_chain_overflows_nothing_and_a_long_circle_is_shortened()
    {
        const int length = 100_000;
        var chain = Enumerable.Range(0, length).Select(i => Link(i, i + 1)).ToList();
        Assert.Equal(length, DependencyOrder.Of(chain).Length);
        chain[^1] = Link(length - 1, 0);
        Assert.InRange(Assert.Throws<InputException>(() => DependencyOrder.Of(chain)).Message.Length, 50, 300);
    }

    [Fact]
    public void A_name_defined_twice_is_refused()
    {
        var fault = Assert.Throws<InputException>(() => DependencyOrder.Of([new("a", []), new("a", [])]));
        Assert.Contains("'a' is defined twice", fault.Message, StringComparison.Ordinal);
    }

    private static Definition Link(int from, int to) =>
        new(from.ToString(CultureInfo.InvariantCulture), ImmutableArray.Create(to.ToString(CultureInfo.InvariantCulture)));
}
