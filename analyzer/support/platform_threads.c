/* platform_threads.c: the part of platform.h that runs work: faults, threads, limits of time. */
#ifndef _WIN32
#define _XOPEN_SOURCE 700 /* NOLINT(bugprone-reserved-identifier): the name is POSIX's */
#endif

#include "support/platform.h"

#include <stdlib.h>

enum {
    MOST_THREADS = 256,
    MOST_SECONDS = 1000000,        /* that are waited for a thread */
    PARSER_STACK = 8 * 1024 * 1024 /* some systems give a thread too little for a parser */
};

#ifdef _WIN32

/* ---- Windows ---- */

#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>

#include <process.h>

void dl_catch_faults(void)
{
}

bool dl_run_guarded(void (*work)(void *self), void *self)
{
    work(self);
    return true;
}

enum { WORK_RUNS, WORK_IS_OVER, WORK_IS_GIVEN_UP };

typedef struct limited {
    void (*work)(void *self);
    void (*release)(void *self);
    void *self;
    dl_strays *strays;
    atomic_int state;
} limited;

static unsigned __stdcall limited_main(void *self)
{
    limited *own = self;
    int expected = WORK_RUNS;

    own->work(own->self);
    if (!atomic_compare_exchange_strong(&own->state, &expected, WORK_IS_OVER)) {
        dl_strays *strays = own->strays;

        own->release(own->self);
        free(own);
        (void)atomic_fetch_sub(&strays->running, 1);
    }
    return 0;
}

dl_ran dl_run_limited(dl_strays *strays, double seconds, void (*work)(void *self), void (*release)(void *self),
                      void *self)
{
    limited *made = calloc(1, sizeof *made);
    HANDLE thread = NULL;
    int expected = WORK_RUNS;

    if (made) {
        *made = (limited){.work = work, .release = release, .self = self, .strays = strays};
        thread =
            (HANDLE)_beginthreadex(NULL, PARSER_STACK, limited_main, made, STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
    }
    if (!thread) {
        free(made);
        work(self);
        return DL_RAN;
    }
    if (WaitForSingleObject(thread, (DWORD)((seconds < MOST_SECONDS ? seconds : MOST_SECONDS) * 1000)) !=
        WAIT_OBJECT_0) {
        (void)atomic_fetch_add(&strays->running, 1); /* before the thread can take it back */
        if (atomic_compare_exchange_strong(&made->state, &expected, WORK_IS_GIVEN_UP)) {
            (void)atomic_fetch_add(&strays->all, 1);
            (void)CloseHandle(thread);
            return DL_GIVEN_UP;
        }
        (void)atomic_fetch_sub(&strays->running, 1);
        (void)WaitForSingleObject(thread, INFINITE);
    }
    (void)CloseHandle(thread);
    free(made);
    return DL_RAN;
}

/* No library is told of it: what they would do then rests on threads that have come to an end. */
void dl_exit_now(int status)
{
    (void)TerminateProcess(GetCurrentProcess(), (UINT)status);
    _Exit(status);
}

typedef struct crew_state {
    dl_work *work;
    void *self;
    size_t count;
    volatile LONG64 next;
} crew_state;

typedef struct worker {
    crew_state *crew;
    unsigned number;
} worker;

static void work_on(const worker *self)
{
    crew_state *crew = self->crew;

    for (;;) {
        size_t i = (size_t)InterlockedIncrement64(&crew->next) - 1;

        if (i >= crew->count)
            return;
        crew->work(crew->self, self->number, i);
    }
}

static unsigned __stdcall thread_main(void *self)
{
    work_on(self);
    return 0;
}

void dl_run_parallel(unsigned threads, size_t count, dl_work *work, void *self)
{
    crew_state crew = {work, self, count, 0};
    worker workers[MOST_THREADS];
    HANDLE made[MOST_THREADS];
    unsigned made_count = 0;

    if (threads > MOST_THREADS)
        threads = MOST_THREADS;
    if (threads > count)
        threads = (unsigned)count;
    for (unsigned i = 1; i < threads; i++) {
        workers[i] = (worker){&crew, i};
        made[made_count] = (HANDLE)_beginthreadex(NULL, PARSER_STACK, thread_main, &workers[i],
                                                  STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
        if (made[made_count] == NULL)
            break; /* fewer do it too */
        made_count++;
    }
    workers[0] = (worker){&crew, 0};
    work_on(&workers[0]);
    for (unsigned i = 0; i < made_count; i++) {
        (void)WaitForSingleObject(made[i], INFINITE);
        (void)CloseHandle(made[i]);
    }
}

#else

/* ---- POSIX ---- */

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_SANITIZED
#endif
#endif

/* A handler is given no pointer, so the way back stands beside the thread. */
static _Thread_local sigjmp_buf *way_back;

static void on_fault(int number)
{
    if (way_back)
        siglongjmp(*way_back, number);
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

/* Before libclang, which puts handlers of its own above these and hands on what it does not recover from. */
void dl_catch_faults(void)
{
#ifndef IS_SANITIZED
    static const int numbers[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    struct sigaction action = {.sa_handler = on_fault, .sa_flags = SA_ONSTACK | SA_NODEFER};

    (void)sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        (void)sigaction(numbers[i], &action, NULL);
#else
    (void)on_fault;
#endif
}

bool dl_run_guarded(void (*work)(void *self), void *self)
{
    enum { STACK = 64 * 1024 }; /* for the handler when the other is used up */
    stack_t spare = {.ss_sp = malloc(STACK), .ss_size = STACK}, before;
    sigjmp_buf *outer = way_back;
    sigjmp_buf back;
    volatile bool is_whole = false;
    bool is_spare = spare.ss_sp && sigaltstack(&spare, &before) == 0;

    if (sigsetjmp(back, 1) == 0) {
        way_back = &back;
        work(self);
        is_whole = true;
    }
    way_back = outer;
    if (is_spare)
        (void)sigaltstack(&before, NULL);
    free(spare.ss_sp);
    return is_whole;
}

typedef struct limited {
    void (*work)(void *self);
    void (*release)(void *self);
    void *self;
    dl_strays *strays;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool is_over, is_whole, is_given_up;
} limited;

static void free_limited(limited *own)
{
    (void)pthread_cond_destroy(&own->ended);
    (void)pthread_mutex_destroy(&own->lock);
    free(own);
}

static void *limited_main(void *self)
{
    limited *own = self;
    bool is_whole = dl_run_guarded(own->work, own->self), is_given_up;

    (void)pthread_mutex_lock(&own->lock);
    own->is_over = true;
    own->is_whole = is_whole;
    is_given_up = own->is_given_up;
    (void)pthread_cond_signal(&own->ended);
    (void)pthread_mutex_unlock(&own->lock);
    if (is_given_up) { /* else it is the other's, who waits for the thread */
        dl_strays *strays = own->strays;

        if (is_whole)
            own->release(own->self);
        free_limited(own);
        (void)atomic_fetch_sub(&strays->running, 1);
    }
    return NULL;
}

/* The clock that the condition goes by: one that is never set, where there is such. */
static clockid_t make_condition(pthread_cond_t *made)
{
    clockid_t clock = CLOCK_REALTIME;
#ifndef __APPLE__
    pthread_condattr_t attributes;

    if (pthread_condattr_init(&attributes) == 0) {
        if (pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0)
            clock = CLOCK_MONOTONIC;
        (void)pthread_cond_init(made, &attributes);
        (void)pthread_condattr_destroy(&attributes);
        return clock;
    }
#endif
    (void)pthread_cond_init(made, NULL);
    return clock;
}

static struct timespec time_in(clockid_t clock, double seconds)
{
    double whole;
    struct timespec at = {0};

    (void)clock_gettime(clock, &at);
    seconds = seconds < MOST_SECONDS ? seconds : MOST_SECONDS;
    whole = (double)(time_t)seconds;
    at.tv_sec += (time_t)seconds;
    at.tv_nsec += (long)((seconds - whole) * 1e9);
    if (at.tv_nsec >= 1000000000L) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000L;
    }
    return at;
}

static bool start_thread(pthread_t *made, void *(*run)(void *self), void *self)
{
    pthread_attr_t attributes;
    bool is_set = pthread_attr_init(&attributes) == 0, is_made;

    if (is_set)
        (void)pthread_attr_setstacksize(&attributes, PARSER_STACK);
    is_made = pthread_create(made, is_set ? &attributes : NULL, run, self) == 0;
    if (is_set)
        (void)pthread_attr_destroy(&attributes);
    return is_made;
}

/* Whether the work is over; else it is given up. */
static bool wait_for(limited *made, clockid_t clock, double seconds)
{
    struct timespec until = time_in(clock, seconds);
    bool is_over;

    (void)pthread_mutex_lock(&made->lock);
    while (!made->is_over && pthread_cond_timedwait(&made->ended, &made->lock, &until) == 0)
        ;
    is_over = made->is_over;
    if (!is_over) {
        made->is_given_up = true;
        (void)atomic_fetch_add(&made->strays->running, 1);
        (void)atomic_fetch_add(&made->strays->all, 1);
    }
    (void)pthread_mutex_unlock(&made->lock);
    return is_over;
}

dl_ran dl_run_limited(dl_strays *strays, double seconds, void (*work)(void *self), void (*release)(void *self),
                      void *self)
{
    limited *made = calloc(1, sizeof *made);
    clockid_t clock;
    pthread_t thread;
    dl_ran ran;

    if (!made)
        return dl_run_guarded(work, self) ? DL_RAN : DL_RAN_INTO_FAULT;
    *made = (limited){.work = work, .release = release, .self = self, .strays = strays};
    (void)pthread_mutex_init(&made->lock, NULL);
    clock = make_condition(&made->ended);
    if (!start_thread(&thread, limited_main, made)) {
        ran = dl_run_guarded(work, self) ? DL_RAN : DL_RAN_INTO_FAULT;
    } else if (!wait_for(made, clock, seconds)) {
        (void)pthread_detach(thread);
        return DL_GIVEN_UP;
    } else {
        (void)pthread_join(thread, NULL);
        ran = made->is_whole ? DL_RAN : DL_RAN_INTO_FAULT;
    }
    free_limited(made);
    return ran;
}

void dl_exit_now(int status)
{
    _exit(status);
}

typedef struct crew_state {
    dl_work *work;
    void *self;
    size_t next, count;
    pthread_mutex_t lock;
} crew_state;

typedef struct worker {
    crew_state *crew;
    unsigned number;
} worker;

static void work_on(const worker *self)
{
    crew_state *crew = self->crew;

    for (;;) {
        size_t i;

        (void)pthread_mutex_lock(&crew->lock);
        i = crew->next < crew->count ? crew->next++ : crew->count;
        (void)pthread_mutex_unlock(&crew->lock);
        if (i == crew->count)
            return;
        crew->work(crew->self, self->number, i);
    }
}

static void *thread_main(void *self)
{
    work_on(self);
    return NULL;
}

/* A C library that keeps heaps by thread shall not have more of them than there is work at one time: the parser works
 * on threads of its own, and what one has freed is then there for the next. */
static void share_memory(unsigned threads)
{
#ifdef __GLIBC__
    (void)mallopt(M_ARENA_MAX, (int)threads);
#else
    (void)threads;
#endif
}

void dl_run_parallel(unsigned threads, size_t count, dl_work *work, void *self)
{
    crew_state crew = {.work = work, .self = self, .count = count};
    worker workers[MOST_THREADS];
    pthread_t made[MOST_THREADS];
    unsigned made_count = 0;

    if (threads > MOST_THREADS)
        threads = MOST_THREADS;
    if (threads > count)
        threads = (unsigned)count;
    share_memory(threads > 1 ? threads : 1);
    if (threads <= 1) {
        for (size_t i = 0; i < count; i++)
            work(self, 0, i);
        return;
    }
    (void)pthread_mutex_init(&crew.lock, NULL);
    for (unsigned i = 1; i < threads; i++) {
        workers[i] = (worker){&crew, i};
        if (!start_thread(&made[made_count], thread_main, &workers[i]))
            break; /* fewer do it too */
        made_count++;
    }
    workers[0] = (worker){&crew, 0};
    work_on(&workers[0]);
    for (unsigned i = 0; i < made_count; i++)
        (void)pthread_join(made[i], NULL);
    (void)pthread_mutex_destroy(&crew.lock);
}

#endif
