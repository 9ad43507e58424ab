namespace Simulator.Systems.Serving.Arrivals.Traces;

/// <summary>A way to write recorded requests.</summary>
internal interface ITraceFormat
{
    /// <summary>The keys of time, prompt and answer, for messages.</summary>
    (string Time, string Input, string Output) Keys { get; }

    /// <summary>Whether a row without a prompt or an answer may occur; it is left out and counted, else refused.</summary>
    bool HasEmptyRows { get; }

    /// <summary>Whether a file is of this format.</summary>
    /// <param name="firstLine">Its first line.</param>
    bool Recognises(string firstLine);

    /// <summary>Reads the rows, one by one; order and ranges are not checked yet.</summary>
    /// <param name="reader">The text, from its start.</param>
    /// <param name="path">The file's name, for messages.</param>
    IEnumerable<RecordedRow> Read(TextReader reader, string path);
}
