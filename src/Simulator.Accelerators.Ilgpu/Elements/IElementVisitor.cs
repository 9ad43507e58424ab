namespace Simulator.Accelerators.Ilgpu.Elements;

/// <summary>Code that is generic in a number format.</summary>
/// <typeparam name="TResult">What it makes.</typeparam>
internal interface IElementVisitor<out TResult>
{
    /// <summary>Called with the format's storage and arithmetic.</summary>
    TResult Visit<T, TElement>()
        where T : unmanaged
        where TElement : struct, IElement<T>;
}
