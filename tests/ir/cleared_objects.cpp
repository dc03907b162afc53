/* `T()` and `T{}` clear what has no constructor of its own; `T x;` does not. */
typedef struct _TABLE {
    int Size;
    void *Entries;
} TABLE;

struct Own {
    int value;
    Own() { value = 2; }
};

struct Mixed {
    Own own;
    int rest;
};

struct ByBrackets : TABLE {
    ByBrackets() : TABLE() { Size = 1; }
};

struct ByList : TABLE {
    Own own;
    ByList() : TABLE{3, nullptr} {}
};

struct Second {
    int second;
    Second(int s) : second(s) {}
};

struct Two : TABLE, Second {
    Two() : TABLE(), Second(4) {}
};

struct Members {
    TABLE table;
    int slots[4];
    Members() : table(), slots() {}
};

int Use(int);

int test()
{
    TABLE left;
    TABLE cleared = TABLE();
    Mixed mixed = Mixed();
    TABLE *made = new TABLE();
    TABLE *bare = new TABLE;
    ByBrackets brackets;
    ByList list;
    Two two;
    Members members;

    left = TABLE();
    return Use(left.Size + cleared.Size + mixed.rest + made->Size + bare->Size + brackets.Size + list.Size +
               two.second + members.slots[0]);
}
