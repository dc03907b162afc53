/* A function that was declared with a type of other parameters: its name leads to its body all the same. */
typedef void routine(struct late *what);
struct late {
    int at;
};

static routine run;
void give(routine *what);

static void run(struct late *what)
{
    what->at = 0;
}

void test(void)
{
    struct late local;

    give(run);
    run(&local);
}
