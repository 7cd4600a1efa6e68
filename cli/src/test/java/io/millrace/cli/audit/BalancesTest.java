package io.millrace.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.audit.Balances.Of;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BalancesTest {
    private static final int MANY = 300_000;

    private final Balances balances = new Balances();

    @Test
    void shouldKeepTheBalancesOfEveryIdWhileItGrows() {
        for (int i = 0; i < MANY; i++) {
            balances.add(hash("id-" + i), Of.RECORDS, 1);
            balances.add(hash("id-" + i), Of.VECTORS, i);
        }
        assertThat(balances.size()).isEqualTo(MANY);
        for (int i = 0; i < MANY; i++) {
            assertThat(balances.get(hash("id-" + i), Of.RECORDS)).isEqualTo(1);
            assertThat(balances.get(hash("id-" + i), Of.VECTORS)).isEqualTo(i);
        }
        assertThat(balances.knows(hash("another"))).isFalse();
        assertThat(balances.get(hash("another"), Of.RECORDS)).isZero();
    }

    @Test
    void shouldNameTheFirstFewIdsThatAreNotEven() {
        for (int i = 0; i < 1_000; i++) {
            balances.add(hash("id-" + i), Of.RECORDS, i % 10 == 0 ? 1 : 0);
        }
        Standing standing = Standing.of(balances);
        assertThat(standing.lostRecords()).isEqualTo(100);
        assertThat(standing.examples()).hasSize(5);
        assertThat(standing.isComplete()).isFalse();
    }

    @Test
    void shouldHashTheEmptyIdLikeAnyOther() {
        balances.add(IdHash.of(new byte[0]), Of.RECORDS, 1);
        assertThat(balances.size()).isEqualTo(1);
    }

    private static long hash(String id) {
        return IdHash.of(id.getBytes(StandardCharsets.UTF_8));
    }
}
