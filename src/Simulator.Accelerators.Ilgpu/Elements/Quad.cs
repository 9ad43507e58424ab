namespace Simulator.Accelerators.Ilgpu.Elements;

/// <summary>Four elements side by side in memory, moved by one load or store.</summary>
/// <typeparam name="T">An element's storage.</typeparam>
internal struct Quad<T>
    where T : unmanaged
{
    public T X;
    public T Y;
    public T Z;
    public T W;
}
