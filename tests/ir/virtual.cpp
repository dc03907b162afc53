typedef long NTSTATUS;

class Part {
public:
    virtual ~Part() {}
    virtual NTSTATUS Start(int n) = 0;
    virtual NTSTATUS Start(unsigned n) { return (NTSTATUS)n; }
    virtual void Stop() const {}
    NTSTATUS Begin() { return Start(1); }
};

class Bus : public Part {
public:
    Bus() { n = 3; }
    NTSTATUS Start(int given) override { return given + n; }
    int n;
};

class Port : public Bus {
public:
    void Stop() const override {}
};

static Port g_Port;

typedef NTSTATUS (Bus::*Step)(int);
struct Steps {
    NTSTATUS One(int n) { return n; }
    NTSTATUS Two(int n) { return -n; }
};
typedef NTSTATUS (Steps::*Move)(int);
static const Move g_Moves[] = {&Steps::One, &Steps::Two};

NTSTATUS test(Part *part, Part &other, Steps *steps, Move move)
{
    Port own;
    Step open = &Bus::Start;
    Steps held;

    part->Start(1);
    part->Start(2u);
    other.Stop();
    own.Start(3);
    part->Part::Stop();
    (steps->*move)(4);
    (held.*g_Moves[1])(5);
    return (own.*open)(6);
}

struct Held {
    ~Held();
};
class Root {
public:
    virtual ~Root() = default;
};
class Leaf : public Root {
    Held held_;
};
template <typename T> class Over : public Leaf {
    T own_;

public:
    virtual int Count() { return 1; }
};

int ends(Root *root)
{
    Over<Held> *over = new Over<Held>;
    int n = over->Count();

    delete over;
    root->~Root();
    root = new Leaf;
    delete root;
    return n;
}
