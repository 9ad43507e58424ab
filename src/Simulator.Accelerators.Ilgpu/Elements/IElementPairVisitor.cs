namespace Simulator.Accelerators.Ilgpu.Elements;

/// <summary>Code that is generic in the formats of what it reads and of what it writes.</summary>
/// <typeparam name="TResult">What it makes.</typeparam>
internal interface IElementPairVisitor<out TResult>
{
    /// <summary>Called with both formats' storage and arithmetic.</summary>
    TResult Visit<TIn, TInElement, TOut, TOutElement>()
        where TIn : unmanaged
        where TInElement : struct, IElement<TIn>
        where TOut : unmanaged
        where TOutElement : struct, IElement<TOut>;
}
