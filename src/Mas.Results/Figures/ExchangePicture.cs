namespace Mas.Results.Figures;

/// <summary>One real intervention as a picture: what was read where, what was written where, what was expected, what came. An arrow leads
/// down from the position that is read to the one that is written. Later tokens are to the right.</summary>
internal static class ExchangePicture
{
    private const double Width = 412, Left = 8, Right = 404, Here = 190, Next = Here + 22;
    private const double ChipHeight = 24, ChipGap = 4, NarrowestChip = 26, WidestText = 90, RowStep = 76, LineStep = 34;
    private const double Size = 12, Small = 11; // of text
    private const double Edge = 12; // kept free for what shows that it goes on

    public static Figure Draw(InterventionExample example)
    {
        SvgCanvas canvas = new();
        double y = 44;
        foreach (ReadPassage read in example.Read)
        {
            Label(canvas, y, $"read from {example.Source}", example.SourceSite, Values(read.Values));
            Passage(canvas, read, y, Paint.Series(0));
            y += RowStep;
        }
        Arrow(canvas, y - RowStep + ChipHeight + 1, y - 1);
        Label(canvas, y, $"written into {example.Target}", example.TargetSite,
            example.Written.Values.Count == 0 ? "" : $"had {Values(example.Written.Values)}");
        Passage(canvas, example.Written, y, Paint.Series(1));
        y += ChipHeight + 20;
        if (example.Fed.Count > 0)
        {
            Line(canvas, y, "fed after that", example.Fed.Select(token => new Chip(token, Paint.Line, Paint.Muted)));
            y += LineStep;
        }
        Line(canvas, y, example.Fed.Count > 0 ? "left alone, it answers" : "left alone, it goes on",
            example.Natural.Select(token => new Chip(token, Paint.Line, Paint.Muted)));
        ExampleStep[] steps = [.. example.Steps.Skip(LeftOut(example.Steps))];
        string cut = steps.Length < example.Steps.Count ? " …" : "";
        Line(canvas, y += LineStep, $"expected now{cut}", steps.Select(step => new Chip(step.Wanted, Paint.Muted, Paint.Ink)));
        Line(canvas, y += LineStep, $"what came{cut}", steps.Select(Came));
        return new Figure($"exchange-{(example.Right ? "right" : "wrong")}", example.Right ? "One that came out right" : "One that did not",
            Say(example), Width, y + ChipHeight + 10, canvas.Body);
    }

    private sealed record Chip(string Text, string Stroke, string Ink, string Fill = "none", string Dash = "", string Mark = "")
    {
        public string Shown => SvgCanvas.Fit(Text, WidestText, Size) + (Mark.Length > 0 ? $" {Mark}" : "");

        public double Width => Math.Max(NarrowestChip, SvgCanvas.TextWidth(Shown, Size) + 10);
    }

    // Where the first wrong token comes late, those before it make room for it.
    private static int LeftOut(IReadOnlyList<ExampleStep> steps)
    {
        int wrong = steps.TakeWhile(step => step.Came is null || step.Came == step.Wanted).Count();
        if (wrong == steps.Count)
            return 0;
        double room = Right - Edge - Next;
        return Enumerable.Range(0, wrong + 1).First(left => left == wrong || room >= steps.Skip(left).Take(wrong + 1 - left)
            .Sum(step => Math.Max(Came(step).Width, new Chip(step.Wanted, "", "").Width) + ChipGap));
    }

    // Told apart by sign and by dashes as well as by colour.
    private static Chip Came(ExampleStep step) => step.Came is null ? new(InterventionExample.Nothing, Paint.Line, Paint.Muted)
        : step.Came == step.Wanted ? new(step.Came, Paint.Series(2), Paint.Ink)
        : new(step.Came, Paint.Series(6), Paint.Ink, Dash: "4 2", Mark: "✗");

    private static void Label(SvgCanvas canvas, double y, string what, string site, string values)
    {
        canvas.Text(Left, y - 25, SvgCanvas.Fit(what, Here - Left - 10, Size), Size, weight: 600);
        canvas.Text(Left, y - 9, SvgCanvas.Fit($"at {site}", Here - Left - 10, Size), Size, fill: Paint.Muted);
        canvas.Text(Here + 14, y - 25, SvgCanvas.Fit(values, Right - Here - 14, Small), Small);
    }

    // From the position leftwards, as many tokens as there is room for.
    private static void Passage(SvgCanvas canvas, ReadPassage passage, double y, string paint)
    {
        Chip last = new(passage.Tokens[^1], paint, Paint.Surface, paint);
        Draw(canvas, last, Here - (last.Width / 2), y);
        double x = Here - (last.Width / 2);
        for (int i = passage.Tokens.Count - 2; i >= -1; i--)
        {
            bool isStart = i < 0 && passage.First == 0;
            Chip chip = new(i < 0 ? "…" : passage.Tokens[i], Paint.Muted, Paint.Ink);
            if (isStart)
                return;
            if (i < 0 || x - chip.Width - ChipGap < Left + 14)
            {
                canvas.Text(x - 6, y + 16, "…", Size, "end", Paint.Muted);
                return;
            }
            x -= chip.Width + ChipGap;
            Draw(canvas, chip, x, y);
        }
    }

    // From the position rightwards.
    private static void Line(SvgCanvas canvas, double y, string label, IEnumerable<Chip> chips)
    {
        canvas.Text(Here + 8, y + 16, label, Size, "end", Paint.Muted);
        double x = Next;
        foreach (Chip chip in chips)
        {
            if (x + chip.Width > Right - Edge)
            {
                canvas.Text(x + 2, y + 16, "…", Size, fill: Paint.Muted);
                return;
            }
            Draw(canvas, chip, x, y);
            x += chip.Width + ChipGap;
        }
    }

    private static void Draw(SvgCanvas canvas, Chip chip, double x, double y)
    {
        canvas.Rect(x, y, chip.Width, ChipHeight, chip.Fill, chip.Stroke, chip.Dash, 5);
        canvas.Text(x + (chip.Width / 2), y + 16, chip.Shown, Size, "middle", chip.Ink, chip.Fill == "none" ? 400 : 600);
    }

    private static void Arrow(SvgCanvas canvas, double top, double bottom)
    {
        canvas.Line(Here, top, Here, bottom - 6, Paint.Ink, 2);
        canvas.Polygon([(Here - 5, bottom - 7), (Here + 5, bottom - 7), (Here, bottom)], Paint.Ink);
    }

    private static string Values(IReadOnlyList<NamedValue> values) =>
        string.Join(", ", values.Select(value => $"{value.Name} {value.Value}"));

    private static string InBrackets(IReadOnlyList<NamedValue> values) => values.Count == 0 ? "" : $" ({Values(values)})";

    private static string Say(InterventionExample example)
    {
        IEnumerable<string> read = example.Read.Select(passage =>
            $"Read from {example.Source} at {example.SourceSite} after {string.Join(' ', passage.Tokens)}, position "
            + $"{passage.First + passage.Tokens.Count - 1}{InBrackets(passage.Values)}.");
        return string.Join(' ', read) + $" Written into {example.Target} at {example.TargetSite} after "
            + $"{string.Join(' ', example.Written.Tokens)}, position {example.Written.First + example.Written.Tokens.Count - 1}"
            + $"{InBrackets(example.Written.Values)}. "
            + $"{(example.Fed.Count == 0 ? "" : $"Fed after that: {string.Join(' ', example.Fed)}. ")}"
            + $"Left alone it goes on {string.Join(' ', example.Natural)}. Expected now: "
            + $"{string.Join(' ', example.Steps.Select(step => step.Wanted))}. What came: "
            + $"{string.Join(' ', example.Steps.Select(step => step.Came ?? "(not scored)"))}.";
    }
}
