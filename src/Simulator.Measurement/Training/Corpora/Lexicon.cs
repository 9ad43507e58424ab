namespace Simulator.Measurement.Training.Corpora;

/// <summary>Made-up words of one to three syllables, all different, and the topics that share them out.</summary>
internal sealed class Lexicon
{
    internal const int Topics = 24;
    private static readonly string[] Onsets =
        ["b", "br", "c", "d", "dr", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w"];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "ea", "ou", "ai"];
    private static readonly string[] Codas = ["", "", "n", "r", "l", "t", "nd", "m", "ck", "sh"];
    private readonly HashSet<string> used = new(StringComparer.Ordinal);
    private readonly WeightedChoice choice;

    /// <summary>Makes the words.</summary>
    internal Lexicon(ulong seed)
    {
        choice = new WeightedChoice(seed);
        (Nouns, Verbs, Adjectives) = (Words(600, 2), Words(300, 2), Words(200, 2));
        (Names, Places) = (Capital(Words(80, 2)), Capital(Words(60, 3)));
        (TopicNouns, TopicVerbs, TopicAdjectives) = (Shares(Nouns, 40), Shares(Verbs, 24), Shares(Adjectives, 16));
    }

    internal string[] Nouns { get; }

    internal string[] Verbs { get; }

    internal string[] Adjectives { get; }

    internal string[] Names { get; }

    internal string[] Places { get; }

    /// <summary>The nouns of each topic, the most frequent first.</summary>
    internal string[][] TopicNouns { get; }

    internal string[][] TopicVerbs { get; }

    internal string[][] TopicAdjectives { get; }

    private static string[] Capital(string[] words) => [.. words.Select(w => char.ToUpperInvariant(w[0]) + w[1..])];

    private string[] Words(int count, int mostSyllables)
    {
        var words = new string[count];
        for (var i = 0; i < count;)
        {
            var word = string.Concat(Enumerable.Range(0, 1 + choice.Among(mostSyllables))
                .Select(_ => Onsets[choice.Among(Onsets.Length)] + Vowels[choice.Among(Vowels.Length)] + Codas[choice.Among(Codas.Length)]));
            if (word.Length > 2 && used.Add(word))
                words[i++] = word;
        }

        return words;
    }

    private string[][] Shares(string[] words, int size) =>
        [.. Enumerable.Range(0, Topics).Select(_ => Enumerable.Range(0, size).Select(_ => words[choice.Among(words.Length)]).ToArray())];
}
