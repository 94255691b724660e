package dev.cirrus.vision.sheet;

import dev.cirrus.vision.Raster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds sheets of paper in a photograph: quadrilaterals whose sides lie on edges, that differ from
 * the table around them, have few edges inside and have something written on them.
 *
 * <p>It works on a picture of a few hundred pixels per side from which strokes and ruled lines have
 * been removed. The remaining edges are those of sheets, of other objects and of shadows.
 *
 * <p>The limits below were set by hand on composed photographs of sheets on tables.
 */
public final class SheetFinder {
  /** A picture with a shorter side is a drawing or a crop, which does not show a table. */
  private static final int MIN_PICTURE_SIDE = 240;

  /** The number of candidates to check in detail. */
  private static final int MAX_CHECKED = 120;

  private static final int MAX_SHEETS = 3;

  private static final double MIN_SCORE = 0.15;

  private static final double INNER_EDGE_WEIGHT = 0.5;

  /** The weight of a change of hue at the sides: most tables have colour, shadows do not. */
  private static final double HUE_WEIGHT = 0.3;

  /** The weight of the weakest side's strength: remains of ruled lines are weaker than sides. */
  private static final double WEAKEST_SIDE_WEIGHT = 0.15;

  /** The share of the surroundings with another hue for which one visible side is enough. */
  private static final double MIN_OTHER_HUE = 0.5;

  /** Edges with less than this share of the sides' strength are remains of strokes and lines. */
  private static final double WEAK_EDGE = 0.15;

  /** The largest share that a sheet covers of what it lies on, if that may be a sheet, too. */
  private static final double MAX_INNER_SHARE = 0.6;

  /** What a sheet lies on is visible at least this far around its corners. */
  private static final double MIN_SURROUNDINGS = 8;

  /** How far a part of a sheet may seem to extend beyond the whole. */
  private static final double PART_TOLERANCE = 3;

  /** The largest brightness of dark paper. */
  private static final int MAX_DARK_PAPER = 100;

  private final int width;
  private final int height;
  private final SideEdges sideEdges;
  private final PaperEvidence evidence;

  private SheetFinder(Thumbnail picture) {
    width = picture.width;
    height = picture.height;
    Thumbnail paper = picture.closed();
    EdgeMap edges = new EdgeMap(paper);
    sideEdges = new SideEdges(edges, width, height);
    evidence = new PaperEvidence(picture, paper, edges, sideEdges);
  }

  /** Returns the probable sheets, the likeliest first; none if paper fills the picture. */
  public static List<Quad> find(Raster raster) {
    if (Math.min(raster.width(), raster.height()) < MIN_PICTURE_SIDE) {
      return List.of();
    }
    Thumbnail picture = Thumbnail.of(raster);
    List<Quad> sheets = new SheetFinder(picture).sheets();
    if (sheets.isEmpty()) {
      // Dark paper with light ink; white paper in a shadow is lighter.
      sheets = new SheetFinder(picture.inverted()).sheets();
      sheets.removeIf(sheet -> picture.brightness(sheet) > MAX_DARK_PAPER);
    }
    sheets.replaceAll(sheet -> sheet.scaled(picture.scale));
    return sheets;
  }

  /**
   * Returns the sheet whose outline shows best, if any, for a picture that reads badly as a whole:
   * paper as light as the table shows only by the dark lines along its sides.
   */
  public static List<Quad> findOutline(Raster raster) {
    if (Math.min(raster.width(), raster.height()) < MIN_PICTURE_SIDE) {
      return List.of();
    }
    Thumbnail picture = Thumbnail.of(raster);
    SheetFinder finder = new SheetFinder(picture.inverted());
    return finder.checked(finder.candidates()).stream()
        .limit(1)
        .filter(candidate -> candidate.score() >= MIN_SCORE)
        .map(candidate -> finder.withHiddenSides(candidate).upright().scaled(picture.scale))
        .toList();
  }

  private List<SheetCandidate> candidates() {
    List<SheetCandidate> candidates = SheetCandidates.of(sideEdges, width, height);
    candidates.sort(Comparator.comparingDouble(candidate -> -candidate.score()));
    return candidates;
  }

  private List<Quad> sheets() {
    List<SheetCandidate> candidates = candidates();
    List<Quad> sheets = new ArrayList<>();
    for (SheetCandidate candidate : checked(candidates)) {
      if (sheets.size() == MAX_SHEETS || candidate.score() < MIN_SCORE) {
        break;
      }
      double weakEdge = sheets.isEmpty() ? WEAK_EDGE * candidate.strength() : 0;
      if ((isSeparate(candidate.quad(), sheets) || liesOn(candidate, sheets))
          && hasEnoughEvidence(candidate)
          && evidence.differsFromTable(candidate)
          && evidence.isEven(candidate.quad(), weakEdge)
          && evidence.isWritten(candidate.quad())) {
        sheets.add(withHiddenSides(completeSheet(candidate, candidates)).upright());
      }
    }
    return sheets;
  }

  /** Returns the likeliest candidates, whose scores also count what is inside and around them. */
  private List<SheetCandidate> checked(List<SheetCandidate> candidates) {
    List<SheetCandidate> checked = new ArrayList<>();
    for (SheetCandidate candidate :
        candidates.subList(0, Math.min(MAX_CHECKED, candidates.size()))) {
      checked.add(
          candidate.withScore(
              candidate.score()
                  - INNER_EDGE_WEIGHT * evidence.innerEdges(candidate)
                  + HUE_WEIGHT * evidence.otherHue(candidate.quad())
                  + WEAKEST_SIDE_WEIGHT * Math.min(1, candidate.weakest() / candidate.strength())));
    }
    checked.sort(Comparator.comparingDouble(candidate -> -candidate.score()));
    return checked;
  }

  /** Returns whether there is more evidence than a single edge, which a shadow has, too. */
  private boolean hasEnoughEvidence(SheetCandidate candidate) {
    long seen = candidate.sides().stream().filter(side -> !sideEdges.isBorder(side)).count();
    return seen > 1 || evidence.otherHue(candidate.quad()) > MIN_OTHER_HUE;
  }

  private static boolean isSeparate(Quad quad, List<Quad> sheets) {
    return sheets.stream().noneMatch(sheet -> quad.liesOn(sheet) || sheet.liesOn(quad));
  }

  /**
   * Returns whether a candidate is complete and lies on something much larger, which may be a table
   * with straight edges.
   */
  private boolean liesOn(SheetCandidate candidate, List<Quad> sheets) {
    return candidate.isComplete()
        && sheets.stream()
            .allMatch(sheet ->
                candidate.quad().area() <= MAX_INNER_SHARE * Math.abs(sheet.area())
                    && surrounds(sheet, candidate.quad()));
  }

  /** Returns whether what a sheet lies on is visible at all its visible corners, at least two. */
  private boolean surrounds(Quad outer, Quad sheet) {
    Line[] sides = outer.sides();
    int visible = 0;
    for (Point corner : sheet.corners()) {
      if (sideEdges.isVisible(corner)) {
        visible++;
        if (Quad.depth(sides, corner.x(), corner.y()) < MIN_SURROUNDINGS) {
          return false;
        }
      }
    }
    return visible > 1;
  }

  /** Returns the whole sheet if a candidate is only its lit or its shadowed part. */
  private SheetCandidate completeSheet(SheetCandidate part, List<SheetCandidate> candidates) {
    SheetCandidate whole = part;
    int tried = 0;
    for (SheetCandidate candidate : candidates) {
      if (candidate.quad().area() > whole.quad().area()
          && sharedSides(part, candidate) >= 2
          && candidate.quad().contains(part.quad(), PART_TOLERANCE)
          && tried++ < MAX_CHECKED
          && evidence.differsFromTable(candidate)
          && evidence.continues(part, candidate)) {
        whole = candidate;
      }
    }
    return whole;
  }

  private long sharedSides(SheetCandidate one, SheetCandidate other) {
    return one.sides().stream()
        .filter(side -> !sideEdges.isBorder(side) && other.sides().contains(side))
        .count();
  }

  /** Places the sides outside the picture as if the sheet were a rectangle. */
  private Quad withHiddenSides(SheetCandidate sheet) {
    List<Point> corners = sheet.quad().corners();
    Line[] sides = sheet.quad().sides();
    for (int i = 0; i < 4; i++) {
      Point from = corners.get(i);
      Point to = corners.get((i + 1) % 4);
      if (sideEdges.isBorder(sheet.sides().get(i))
          && !sideEdges.isBorder(sheet.sides().get((i + 2) % 4))) {
        Line opposite = Line.through(corners.get((i + 2) % 4), corners.get((i + 3) % 4));
        Line parallel = new Line(-opposite.nx(), -opposite.ny(), 0);
        double offset =
            Math.min(parallel.distance(from.x(), from.y()), parallel.distance(to.x(), to.y()));
        sides[i] = parallel.shifted(offset);
      }
    }
    Quad quad = Quad.of(sides);
    return quad.isConvex() ? quad : sheet.quad();
  }
}
