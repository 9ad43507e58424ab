namespace Simulator.Timing.Estimates;

/// <summary>
/// The seconds that each resource would need if it were alone. They overlap, so they do not add up to the operator's time.
/// </summary>
/// <param name="Tensor">Matrix instructions.</param>
/// <param name="Vector">Vector instructions.</param>
/// <param name="Sfu">Special functions.</param>
/// <param name="SharedMemory">Shared-memory traffic.</param>
/// <param name="L2">L2 traffic.</param>
/// <param name="Memory">Device-memory traffic.</param>
/// <param name="Link">Traffic between GPUs.</param>
/// <param name="Latency">Launch, latency and synchronisation.</param>
public readonly record struct ResourceTimes(
    double Tensor = 0,
    double Vector = 0,
    double Sfu = 0,
    double SharedMemory = 0,
    double L2 = 0,
    double Memory = 0,
    double Link = 0,
    double Latency = 0)
{
    /// <summary>The resource that needs longest.</summary>
    public Bound Binding
    {
        get
        {
            var bound = Bound.Latency;
            var longest = Latency;
            Consider(Tensor, Bound.Tensor);
            Consider(Vector, Bound.Vector);
            Consider(Sfu, Bound.Sfu);
            Consider(SharedMemory, Bound.SharedMemory);
            Consider(L2, Bound.L2);
            Consider(Memory, Bound.Memory);
            Consider(Link, Bound.Link);
            return bound;

            void Consider(double seconds, Bound candidate)
            {
                if (seconds > longest)
                {
                    longest = seconds;
                    bound = candidate;
                }
            }
        }
    }

    /// <summary>Adds two operators that run one after the other.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <returns>The sum, resource by resource.</returns>
    public static ResourceTimes operator +(ResourceTimes a, ResourceTimes b) => new(
        a.Tensor + b.Tensor, a.Vector + b.Vector, a.Sfu + b.Sfu, a.SharedMemory + b.SharedMemory, a.L2 + b.L2, a.Memory + b.Memory, a.Link + b.Link,
        a.Latency + b.Latency);

    /// <summary>Scales every resource's time.</summary>
    /// <param name="factor">The factor.</param>
    /// <returns>The scaled times.</returns>
    public ResourceTimes Times(double factor) => new(
        factor * Tensor, factor * Vector, factor * Sfu, factor * SharedMemory, factor * L2, factor * Memory, factor * Link, factor * Latency);

    /// <summary>Adds two operators that run one after the other.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <returns>The sum, resource by resource.</returns>
    public static ResourceTimes Add(ResourceTimes a, ResourceTimes b) => a + b;
}
