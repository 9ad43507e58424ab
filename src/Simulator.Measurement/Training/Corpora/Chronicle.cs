using System.Globalization;
using System.Text;

namespace Simulator.Measurement.Training.Corpora;

/// <summary>
/// Writes made-up chronicles: paragraphs of a topic, with people, a place and a year that come back, sentences of a grammar with agreement, pronouns, relative
/// clauses, speech and sums that are right. What comes next depends on letters (the words), on words (the grammar), on the sentence (agreement) and on the
/// paragraph (topic, people, year), so that a small model keeps learning for a long time, and how much chance is in the text is known.
/// </summary>
internal sealed class Chronicle(ulong seed)
{
    private readonly Lexicon words = new(seed);
    private readonly WeightedChoice choice = new(seed + 1);
    private readonly StringBuilder text = new();
    private int topic;
    private int year;
    private string place = "";
    private (string Name, bool IsHer)[] people = [];

    /// <summary>Bits of chance in the text so far: no model can predict it with fewer on average.</summary>
    internal double Bits => choice.Bits;

    /// <summary>Writes at least so many characters, all ASCII.</summary>
    internal string Write(int length)
    {
        text.Clear();
        while (text.Length < length)
            Paragraph();
        return text.ToString();
    }

    private void Paragraph()
    {
        topic = choice.Among(Lexicon.Topics);
        place = words.Places[choice.ByRank(words.Places.Length)];
        year = 1500 + choice.Among(400);
        people = [Person(), Person()];
        text.Append(CultureInfo.InvariantCulture, $"In {year} {people[0].Name} of {place} ");
        Predicate(people[0], true);
        for (var sentences = 3 + choice.Among(5); sentences > 0; sentences--)
        {
            text.Append(' ');
            Sentence();
        }

        text.Append('\n');
    }

    private (string Name, bool IsHer) Person()
    {
        var index = choice.ByRank(words.Names.Length);
        return (words.Names[index], index % 2 == 0);
    }

    private void Sentence()
    {
        var who = people[choice.Happens(0.3) ? 1 : 0];
        switch (choice.ByRank(6))
        {
            case 0:
                text.Append(choice.Happens(0.5) ? who.Name : who.IsHer ? "She" : "He").Append(' ');
                Predicate(who, true);
                break;
            case 1:
                var plural = NounPhrase(true);
                Clause(plural);
                text.Append('.');
                break;
            case 2:
                text.Append(CultureInfo.InvariantCulture, $"\"The {Noun()} of {place} is {Adjective()},\" said {who.Name}.");
                break;
            case 3:
                int a = 1 + choice.Among(20), b = 1 + choice.Among(20);
                text.Append(CultureInfo.InvariantCulture, $"{who.Name} counted {a} {Noun()}s and {b} {Noun()}s, {a + b} in all.");
                break;
            case 4:
                year += 1 + choice.Among(9);
                text.Append(CultureInfo.InvariantCulture, $"In {year} {(who.IsHer ? "she" : "he")} ");
                Predicate(who, true);
                break;
            default:
                text.Append("When ");
                var many = NounPhrase(false);
                Clause(many);
                text.Append(CultureInfo.InvariantCulture, $", {who.Name} ");
                Predicate(who, choice.Happens(0.7));
                break;
        }
    }

    // What one person did, to the end of the sentence.
    private void Predicate((string Name, bool IsHer) who, bool hasObject)
    {
        text.Append(Verb()).Append("ed");
        if (hasObject)
        {
            text.Append(' ');
            NounPhrase(false);
        }

        if (choice.Happens(0.25))
            text.Append(" with ").Append(who.IsHer ? "her " : "his ").Append(Noun());
        text.Append('.');
    }

    // The verb agrees with what stands before it.
    private void Clause(bool plural)
    {
        text.Append(' ').Append(Verb()).Append(plural ? " " : "s ");
        NounPhrase(false);
    }

    private bool NounPhrase(bool begins)
    {
        var plural = choice.Happens(0.35);
        text.Append(begins ? "The " : "the ");
        if (choice.Happens(0.4))
            text.Append(Adjective()).Append(' ');
        text.Append(Noun()).Append(plural ? "s" : "");
        if (choice.Happens(0.12))
            text.Append(" that ").Append(Verb()).Append(plural ? "" : "s").Append(" the ").Append(Noun());
        return plural;
    }

    private string Noun() => Word(words.TopicNouns[topic], words.Nouns);

    private string Verb() => Word(words.TopicVerbs[topic], words.Verbs);

    private string Adjective() => Word(words.TopicAdjectives[topic], words.Adjectives);

    private string Word(string[] ofTopic, string[] all) => choice.Happens(0.85) ? ofTopic[choice.ByRank(ofTopic.Length)] : all[choice.ByRank(all.Length)];
}
