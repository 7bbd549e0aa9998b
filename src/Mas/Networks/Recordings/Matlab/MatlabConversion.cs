namespace Mas.Networks.Recordings.Matlab;

/// <summary>Lines of MATLAB that turn what only MATLAB can read into what others can.</summary>
internal static class MatlabConversion
{
    private const string Dense = "full"; // MATLAB's function for it

    /// <summary>A sentence about a variable of a class that is not read, with the line that converts it.</summary>
    public static string Of(string name, string className) =>
        $"variable '{name}' is of MATLAB's class {className}, which only MATLAB reads; convert it there with `{Line(name, className)}` and "
            + "save the file again";

    private static string Line(string name, string className) => className switch
    {
        "string" or "categorical" => $"{name} = cellstr({name})",
        "table" => $"{name} = table2struct({name}, 'ToScalar', true)",
        "timetable" => $"{name} = table2struct(timetable2table({name}), 'ToScalar', true)",
        "datetime" => $"{name} = posixtime({name})",
        "duration" => $"{name} = seconds({name})",
        "containers.Map" or "Map" => $"{name} = cell2struct(values({name}), keys({name}), 2)",
        "sparse" => $"{name} = {Dense}({name})",
        "complex" => $"{name} = abs({name})",
        "cell" => $"{name} = cell2mat({name})",
        "function_handle" => $"clear {name}",
        _ => $"{name} = struct({name})",
    };
}
