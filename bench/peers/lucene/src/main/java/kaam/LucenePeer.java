package kaam;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene asked the cut formula: constant scores for trade and skills, a distance feature for the
 * place.
 *
 * <p>build DIR: DIR/rows.tsv -> DIR/lucene, one segment. serve DIR one|tiers: numbers of
 * DIR/questions.tsv in, answers out.
 */
public final class LucenePeer {
  private static final int LIMIT = 20;
  private static final String TRADE = "trade";
  private static final String SKILL = "skill";
  private static final String NO_SKILL = "none";
  private static final String PLACE = "place";
  private static final String ROW = "row";

  private record Rung(String trade, float adds, int tier) {}

  private record Skill(String id, float adds) {}

  private record Question(
      double lat,
      double lon,
      float locality,
      float noSkills,
      double pivot,
      double reach,
      List<Rung> ladder,
      List<Skill> skills) {

    static Question parse(String line) {
      String[] cells = line.split("\t");
      String[] trades = braced(cells[7]);
      String[] tradeAdds = braced(cells[8]);
      String[] tiers = braced(cells[9]);
      List<Rung> ladder = new ArrayList<>();
      for (int i = 0; i < trades.length; i++) {
        ladder.add(
            new Rung(trades[i], Float.parseFloat(tradeAdds[i]), Integer.parseInt(tiers[i])));
      }
      String[] skills = braced(cells[10]);
      String[] skillAdds = braced(cells[11]);
      List<Skill> asked = new ArrayList<>();
      for (int i = 0; i < skills.length; i++) {
        asked.add(new Skill(skills[i], Float.parseFloat(skillAdds[i])));
      }
      return new Question(
          Double.parseDouble(cells[1]),
          Double.parseDouble(cells[2]),
          Float.parseFloat(cells[3]),
          Float.parseFloat(cells[4]),
          Double.parseDouble(cells[5]),
          Double.parseDouble(cells[6]),
          ladder,
          asked);
    }

    private static Query constant(String field, String value, float adds) {
      return new BoostQuery(new ConstantScoreQuery(new TermQuery(new Term(field, value))), adds);
    }

    private Query trades(int firstTier, int lastTier) {
      BooleanQuery.Builder any = new BooleanQuery.Builder();
      for (Rung rung : ladder) {
        if (rung.tier >= firstTier && rung.tier <= lastTier) {
          any.add(constant(TRADE, rung.trade, rung.adds), Occur.SHOULD);
        }
      }
      return any.build();
    }

    private boolean holds(int tier) {
      return ladder.stream().anyMatch(rung -> rung.tier == tier);
    }

    private Query inReach() {
      return LatLonPoint.newDistanceQuery(PLACE, lat, lon, reach);
    }

    private void addSkillsAndPlace(BooleanQuery.Builder query) {
      for (Skill skill : skills) query.add(constant(SKILL, skill.id, skill.adds), Occur.SHOULD);
      query.add(constant(SKILL, NO_SKILL, noSkills), Occur.SHOULD);
      query.add(
          LatLonPoint.newDistanceFeatureQuery(PLACE, locality, lat, lon, pivot), Occur.SHOULD);
    }

    /** Everything in one query, to which tiers add 2 and 1. */
    Query inOne() {
      BooleanQuery.Builder query = new BooleanQuery.Builder();
      query.add(trades(0, 2), Occur.MUST);
      for (int tier = 0; tier < 2; tier++) {
        if (!holds(tier)) continue;
        Query near =
            new BooleanQuery.Builder()
                .add(trades(tier, tier), Occur.FILTER)
                .add(inReach(), Occur.FILTER)
                .build();
        query.add(new BoostQuery(new ConstantScoreQuery(near), 2 - tier), Occur.SHOULD);
      }
      addSkillsAndPlace(query);
      return query.build();
    }

    /** One tier alone: those in reach, or of the last all that are left. */
    Query ofTier(int tier) {
      BooleanQuery.Builder query = new BooleanQuery.Builder();
      if (tier < 2) {
        query.add(trades(tier, tier), Occur.MUST);
        query.add(inReach(), Occur.FILTER);
      } else {
        query.add(trades(0, 2), Occur.MUST);
      }
      addSkillsAndPlace(query);
      return query.build();
    }
  }

  private static String[] braced(String text) {
    String inner = text.substring(1, text.length() - 1);
    return inner.isEmpty() ? new String[0] : inner.split(",");
  }

  private static void build(Path dir) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig();
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    config.setRAMBufferSizeMB(512);
    try (MMapDirectory directory = new MMapDirectory(dir.resolve("lucene"));
        IndexWriter writer = new IndexWriter(directory, config);
        BufferedReader rows = Files.newBufferedReader(dir.resolve("rows.tsv"))) {
      for (String line = rows.readLine(); line != null; line = rows.readLine()) {
        String[] cells = line.split("\t");
        double lat = Double.parseDouble(cells[2]);
        double lon = Double.parseDouble(cells[3]);
        Document document = new Document();
        document.add(new NumericDocValuesField(ROW, Long.parseLong(cells[0])));
        document.add(new StringField(TRADE, cells[1], Field.Store.NO));
        document.add(new LatLonPoint(PLACE, lat, lon));
        document.add(new LatLonDocValuesField(PLACE, lat, lon));
        String[] skills = braced(cells[4]);
        for (String skill : skills) document.add(new StringField(SKILL, skill, Field.Store.NO));
        if (skills.length == 0) document.add(new StringField(SKILL, NO_SKILL, Field.Store.NO));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
  }

  private static ScoreDoc[] search(IndexSearcher searcher, Query query) throws IOException {
    // No count is asked for, so that what can't enter the list may be skipped.
    return searcher.search(query, new TopScoreDocCollectorManager(LIMIT, null, 1)).scoreDocs;
  }

  private static Set<Integer> ask(IndexSearcher searcher, Question asked, boolean inOne)
      throws IOException {
    Set<Integer> found = new LinkedHashSet<>();
    if (inOne) {
      for (ScoreDoc hit : search(searcher, asked.inOne())) found.add(hit.doc);
      return found;
    }
    for (int tier = 0; tier <= 2 && found.size() < LIMIT; tier++) {
      if (tier < 2 && !asked.holds(tier)) continue;
      // The last tier finds again who was found in reach.
      for (ScoreDoc hit : search(searcher, asked.ofTier(tier))) {
        if (found.size() < LIMIT) found.add(hit.doc);
      }
    }
    return found;
  }

  private static void serve(Path dir, boolean inOne) throws IOException {
    List<Question> questions;
    try (Stream<String> lines = Files.lines(dir.resolve("questions.tsv"))) {
      questions = lines.map(Question::parse).toList();
    }
    try (MMapDirectory directory = new MMapDirectory(dir.resolve("lucene"));
        DirectoryReader reader = DirectoryReader.open(directory);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in))) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setQueryCache(null); // each question is new
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Question asked = questions.get(Integer.parseInt(line.trim()) - 1);
        long start = System.nanoTime();
        Set<Integer> found = ask(searcher, asked, inOne);
        double us = (System.nanoTime() - start) / 1e3;
        StringBuilder answer = new StringBuilder().append(us).append('\t');
        for (int doc : found) {
          NumericDocValues rows = MultiDocValues.getNumericValues(reader, ROW);
          rows.advanceExact(doc);
          answer.append(rows.longValue()).append(' ');
        }
        System.out.println(answer);
      }
    }
  }

  public static void main(String[] words) throws IOException {
    List<String> plans = Arrays.asList("one", "tiers");
    if (words.length == 2 && words[0].equals("build")) {
      build(Path.of(words[1]));
    } else if (words.length == 3 && words[0].equals("serve") && plans.contains(words[2])) {
      serve(Path.of(words[1]), words[2].equals("one"));
    } else {
      System.err.println("LucenePeer: build DIR, or serve DIR one|tiers");
      System.exit(2);
    }
  }

  private LucenePeer() {}
}
