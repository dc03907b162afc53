#include <ntddk.h>

typedef struct point {
    int x, y;
} point;
typedef struct shape {
    int kind;
    struct {
        point from, to;
    } line;
    union {
        int number;
        PVOID pointer;
    };
    const char *name;
    UCHAR bytes[4];
} shape;

VOID test(int n)
{
    shape zero = {0};
    shape empty = {};
    shape positional = {1, {{2, 3}, {4, n}}, {5}, "name", {6, 7}};
    shape elided = {1, 2, 3, 4, 5, 6, "elided"};
    shape designated = {.kind = n, .line.to.y = 2, .pointer = NULL, .bytes = {[2] = 9}};
    shape continued = {.line = {.to = {1}}, .name = "after", {1, 2}};
    point points[] = {{1, 2}, [2] = {.y = 3}, {4}};
    int range[] = {[1 ... 3] = 5, 6};
    char text[] = "text";
    point copy = points[0];
    point *literal = &(point){1, n};
    int scalar = {4};
}
