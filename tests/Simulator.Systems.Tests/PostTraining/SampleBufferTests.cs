using Simulator.Systems.PostTraining.Rollouts;

namespace Simulator.Systems.Tests.PostTraining;

/// <summary>Which groups a learner may take.</summary>
public class SampleBufferTests
{
    [Fact]
    public void Newer_groups_are_taken_only_while_older_ones_can_still_keep_their_deadline()
    {
        // Batches of two; four groups must be learned from by version 1, two more by version 2.
        var buffer = new SampleBuffer(2);
        var old = Groups(buffer, 0, 4, deadline: 1);
        Assert.False(buffer.Holds(0, rewarded: true));
        Ready(buffer, old[3]);
        Assert.False(buffer.Holds(0, rewarded: true));
        Ready(buffer, old[0]);
        Assert.True(buffer.Holds(0, rewarded: true));
        Assert.Equal([3, 0], buffer.Take().Select(g => g.Index));

        var young = Groups(buffer, 4, 2, deadline: 2);
        Ready(buffer, young[0]);
        Ready(buffer, young[1]);
        Assert.False(buffer.Holds(1, rewarded: true));
        Ready(buffer, old[1]);
        Assert.False(buffer.Holds(1, rewarded: true));
        Ready(buffer, old[2]);
        Assert.True(buffer.Holds(1, rewarded: true));
        Assert.Equal([1, 2], buffer.Take().Select(g => g.Index));
        Assert.Equal(2, buffer.Outstanding);
    }

    [Fact]
    public void A_late_group_with_time_left_is_passed_by()
    {
        var buffer = new SampleBuffer(2);
        var groups = Groups(buffer, 0, 6, deadline: 2);
        Ready(buffer, groups[4]);
        Ready(buffer, groups[5]);
        Assert.True(buffer.Holds(0, rewarded: true));
        Assert.Equal([4, 5], buffer.Take().Select(g => g.Index));
    }

    [Fact]
    public void Answers_that_wait_for_rewards_are_told_apart()
    {
        var buffer = new SampleBuffer(1);
        var group = Groups(buffer, 0, 1, deadline: 0)[0];
        Assert.False(buffer.Holds(0, rewarded: false));
        buffer.Answered(group);
        Assert.True(buffer.Holds(0, rewarded: false));
        Assert.False(buffer.Holds(0, rewarded: true));
    }

    private static SampleGroup[] Groups(SampleBuffer buffer, int first, int count, int deadline)
    {
        var groups = Enumerable.Range(first, count).Select(i => new SampleGroup(i, deadline, 1)).ToArray();
        foreach (var group in groups)
            buffer.Submitted(group);
        return groups;
    }

    private static void Ready(SampleBuffer buffer, SampleGroup group)
    {
        buffer.Answered(group);
        buffer.Ready(group);
    }
}
