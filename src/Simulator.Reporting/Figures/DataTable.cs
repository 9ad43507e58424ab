namespace Simulator.Reporting.Figures;

/// <summary>The data behind a figure: every mark has its row here.</summary>
/// <param name="Columns">The columns, equally long.</param>
public sealed record DataTable(IReadOnlyList<DataColumn> Columns)
{
    /// <summary>How many rows it has.</summary>
    public int Rows => Columns.Count > 0 ? Columns[0].Count : 0;

    /// <summary>Finds a column.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its place from 0; −1 where there is none.</returns>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }
}
