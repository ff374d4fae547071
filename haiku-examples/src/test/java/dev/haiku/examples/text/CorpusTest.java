package dev.haiku.examples.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CorpusTest {

    @Test
    void numbersCharactersByTheirPlaceInTheAlphabet() {
        var corpus = Corpus.of("banana");

        assertThat(corpus.vocabulary()).isEqualTo(3);
        assertThat(corpus.encode("nab")).containsExactly(2, 0, 1);
        assertThat(corpus.decode(1)).isEqualTo('b');
    }

    @Test
    void holdsShakespearesPlays() throws IOException {
        var corpus = Corpus.shakespeare();

        assertThat(corpus.vocabulary()).isEqualTo(65);
        assertThat(corpus.trainingLength()).isEqualTo(1_003_855);
    }

    @Test
    void pairsCharactersWithThoseThatFollow() {
        var corpus = Corpus.of("abcdefghijklmnopqrst");

        var passages = corpus.passages(new Random(1), 4, 5);

        assertThat(passages.characters().shape().dims()).containsExactly(4, 5);
        assertThat(passages.next().toIntArray())
                .containsExactly(passages.characters().add(1).toIntArray());
    }

    @Test
    void rejectsAStrangeCharacter() {
        assertThatThrownBy(() -> Corpus.of("abc").encode("x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The character 'x' does not occur in the text that the model learns."
                        + " Use others in the prompt.");
    }

    @Test
    void rejectsAPassageThatDoesNotFit() {
        var corpus = Corpus.of("abcdefghij");

        assertThatThrownBy(() -> corpus.passages(new Random(1), 1, 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A passage of 9 characters and the next does not fit into 9."
                        + " Use a shorter context or a longer text.");
    }
}
