/* onexit.h: one template for all that is undone at the end of a scope. */
#pragma once

namespace ferry {

template <typename Routine>
struct AtExit {
    Routine Run;
    ~AtExit() { Run(); }
};

template <typename Routine>
AtExit<Routine> OnExit(Routine routine)
{
    return {routine};
}

} // namespace ferry
