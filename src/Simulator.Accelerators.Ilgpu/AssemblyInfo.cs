using System.Runtime.CompilerServices;

// ILGPU emits its launchers into an assembly of this name; they call the kernels, which are internal.
[assembly: InternalsVisibleTo("ILGPURuntime")]
