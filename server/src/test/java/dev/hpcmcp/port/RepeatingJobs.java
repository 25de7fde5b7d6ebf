package dev.hpcmcp.port;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.Page;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** A cluster whose list of jobs always says that there is more, and shows the same again. */
public final class RepeatingJobs {
    private RepeatingJobs() {}

    public static Backend over(FakeBackend fake) {
        return (Backend)
                Proxy.newProxyInstance(
                        RepeatingJobs.class.getClassLoader(),
                        new Class<?>[] {Backend.class, Jobs.class},
                        (_, method, arguments) -> {
                            try {
                                return method.getName().equals("list")
                                        ? again(fake, (Caller) arguments[0])
                                        : method.invoke(fake, arguments);
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        });
    }

    private static Page<Job> again(FakeBackend fake, Caller caller) {
        return new Page<>(
                fake.list(caller, JobQuery.all(50)).items(), Optional.of("more"), Optional.empty());
    }
}
